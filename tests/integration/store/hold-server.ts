import { startEmbedded } from "#app/store/embedded/embedded-server.ts";

// Another process that uses the built-in server of a directory: tells its address, and leaves when its input ends.
const server = await startEmbedded(process.argv[2] ?? "");
console.log(server.url);
process.stdin.resume();
process.stdin.on("end", () => void server.stop().then(() => process.exit(0)));
