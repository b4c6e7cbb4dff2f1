// Run by mongosh, any number of times: makes the replica set and Flowright's own user, whose rights end at its database.
const { MONGODB_ROOT_PASSWORD, MONGODB_PASSWORD } = process.env;
const hosts = ["mongodb-1:27017", "mongodb-2:27017", "mongodb-3:27017"];
const root = `root:${encodeURIComponent(MONGODB_ROOT_PASSWORD)}`;
const ALREADY_INITIALIZED = 23;
const USER_EXISTS = 51003;

try {
  const members = hosts.map((host, index) => ({ _id: index, host, priority: index === 0 ? 2 : 1 }));
  connect(`mongodb://${root}@${hosts[0]}/admin?directConnection=true`).adminCommand({
    replSetInitiate: { _id: "rs0", members },
  });
} catch (error) {
  if (error.code !== ALREADY_INITIALIZED) throw error;
}

const database = connect(
  `mongodb://${root}@${hosts.join(",")}/flowright?replicaSet=rs0&authSource=admin&serverSelectionTimeoutMS=60000`,
);
const user = {
  pwd: MONGODB_PASSWORD,
  roles: [
    { role: "readWrite", db: "flowright" },
    { role: "dbAdmin", db: "flowright" },
  ],
};
try {
  database.createUser({ user: "flowright", ...user });
} catch (error) {
  if (error.code !== USER_EXISTS) throw error;
  database.updateUser("flowright", user);
}
print("MongoDB is ready.");
