import type { ExaminationView } from "../../ipc/generated/ExaminationView";
import type { ExaminedFileView } from "../../ipc/generated/ExaminedFileView";
import type { PickedFile } from "../../ipc/generated/PickedFile";
import type { Problem } from "../../ipc/generated/Problem";

const ASKS_FOR_PASSWORD = [
  "certificate.password_needed",
  "certificate.wrong_password",
  "certificate.wrong_password_spaces",
  "certificate.password_encoding",
];

/** A file as the page lists it: chosen, and after that examined. */
export interface ListedFile {
  /** None when it could not even be read. */
  id: string | null;
  name: string;
  examined: ExaminedFileView | null;
  problem: Problem | null;
  /** Only a password, or another one, is missing. */
  locked: boolean;
}

export function listedFiles(picked: readonly PickedFile[], view: ExaminationView | null): ListedFile[] {
  return picked.map(({ file, name, problem: unread }) => {
    const examined = view?.files.find((one) => file !== null && one.file === file) ?? null;
    const problem = unread ?? examined?.problem ?? null;
    const locked = problem !== null && ASKS_FOR_PASSWORD.includes(problem.code);
    return { id: file, name, examined, problem, locked };
  });
}

/** Files that are not what was wanted, and no password helps. */
export function refusedFiles(files: readonly ListedFile[]): ListedFile[] {
  return files.filter(({ problem, locked }) => problem !== null && !locked);
}

/** One problem of each kind: two PDF files need not be told of twice. */
export function distinct(problems: readonly Problem[]): Problem[] {
  return problems.filter(
    (problem, place) => problems.findIndex(({ code }) => code === problem.code) === place,
  );
}
