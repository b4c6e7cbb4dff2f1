import * as z from "zod";
import { keySchema } from "./names.ts";

const ISO_DURATION = /^P(?!$)(\d+Y)?(\d+M)?(\d+W)?(\d+D)?(T(?=\d)(\d+H)?(\d+M)?(\d+(\.\d{1,3})?S)?)?$/;

/** An ISO 8601 duration. Hours and below are exact; days and above are calendar days in the workflow's time zone. */
export const durationSchema = z
  .string()
  .regex(ISO_DURATION, "write an ISO 8601 duration, for example PT30S or P3D")
  .max(40);

/** A span of time: exact, or counted in the working time of a calendar. `calendar` is a calendar's key. */
export const timeSpanSchema = z.union([
  durationSchema,
  z.strictObject({ duration: durationSchema, calendar: keySchema.optional() }),
]);
export type TimeSpan = z.infer<typeof timeSpanSchema>;

/** An instant in ISO 8601 with offset or `Z`. */
export const instantSchema = z.iso.datetime({ offset: true });
