import type { Progress } from "#sandbox/play-merchant.ts";

const width = 30;

/** Draws one bar an object on standard error: in place on a terminal, else a line whenever something moved. */
export function progressDrawer(out: NodeJS.WriteStream = process.stderr): (progress: Progress) => void {
  let drawn = 0;
  let last = "";
  return (progress) => {
    const lines = Object.entries(progress.objects).map(([object, state]) => bar(object, state));
    const text = lines.join("\n");
    if (text === last) return;
    last = text;
    if (out.isTTY && drawn > 0) out.write(`\x1b[${drawn}A\x1b[0J`);
    out.write(`${text}\n`);
    drawn = lines.length;
  };
}

function bar(object: string, state: Progress["objects"][string]): string {
  const { run, inSync, excluded, failing, pending } = state;
  const total = run?.total ?? 0;
  const done = run && run.status !== "running" ? 1 : total === 0 ? 0 : Math.min(1, (run?.processed ?? 0) / total);
  const filled = Math.round(done * width);
  const drawn = `${"█".repeat(filled)}${"░".repeat(width - filled)}`;
  return `${object.padEnd(10)} ${drawn} ${String(Math.floor(done * 100)).padStart(3)} %  in sync ${inSync}, excluded ${excluded}, failing ${failing}, waiting ${pending}`;
}
