/** `styles` of an input for code, JSON and Liquid: the text is monospaced, its label is not. */
export const MONO_INPUT = { input: { fontFamily: "var(--mantine-font-family-monospace)", fontSize: 13 } };
