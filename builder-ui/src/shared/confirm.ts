import { create } from "zustand";

interface Question {
  title: string;
  text: string;
  /** The verb of the button. */
  action: string;
  danger?: boolean;
}

interface Questions {
  /** Asked and not yet on the screen. */
  waiting: { question: Question; answer: (isSure: boolean) => void }[];
}

export const useQuestions = create<Questions>()(() => ({ waiting: [] }));

/** Asks before something that cannot be taken back. Gives true when the person agreed. */
export function confirmAction(question: Question): Promise<boolean> {
  return new Promise((answer) => {
    useQuestions.setState(({ waiting }) => ({ waiting: [...waiting, { question, answer }] }));
  });
}
