import { asProblem, type Host } from "../ipc/host";

/** The host, with somebody who hears what every command fails with. */
export function hearing(host: Host, onProblem: (code: string) => void): Host {
  const heard = async <A>(answer: Promise<A>): Promise<A> => {
    try {
      return await answer;
    } catch (thrown) {
      onProblem(asProblem(thrown).code);
      throw thrown;
    }
  };
  return {
    call: (name, input) => heard(host.call(name, input)),
    stream: (name, input, onProgress) => heard(host.stream(name, input, onProgress)),
  };
}
