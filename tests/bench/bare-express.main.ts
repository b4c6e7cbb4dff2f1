import { randomUUID } from "node:crypto";
import type { AddressInfo } from "node:net";
import express from "express";
import { MongoClient } from "mongodb";

/** The yardstick of the webhook: an Express route that does one insert and answers 202. Prints its port. */
const client = await MongoClient.connect(process.env["MONGODB_URI"] ?? "");
const events = client.db("bare").collection<{ _id: string }>("events");
const app = express();
app.post("/hook", express.json(), (request, response, next) => {
  events
    .insertOne({ _id: randomUUID(), body: request.body as unknown, at: new Date() } as { _id: string })
    .then(() => response.status(202).json({ accepted: true }), next);
});
const server = app.listen(0, "127.0.0.1", () => {
  process.stdout.write(`${(server.address() as AddressInfo).port}\n`);
});
