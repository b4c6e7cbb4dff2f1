/** The compiled, complete form of a published definition. Its owner is engine/publish (compiles) and engine/interpreter (walks). */
export interface Plan {
  planVersion: 1;
}
