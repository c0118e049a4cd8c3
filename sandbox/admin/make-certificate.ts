import { generateKeyPairSync, randomBytes, sign } from "node:crypto";

const DAY_MS = 86_400_000;
/** Object identifiers, encoded. */
const ECDSA_WITH_SHA256 = Buffer.from("06082a8648ce3d040302", "hex");
const COMMON_NAME = Buffer.from("0603550403", "hex");
const SUBJECT_ALT_NAME = Buffer.from("0603551d11", "hex");

/**
 * A self-signed certificate for these host names with its key, both PEM, good for 30 days. Node cannot make one and not
 * every machine has openssl, so the few structures of X.509 (RFC 5280) that it takes are written here.
 */
export function makeCertificate(hosts: readonly [string, ...string[]]): { key: string; cert: string } {
  const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "prime256v1" });
  const algorithm = sequence(ECDSA_WITH_SHA256);
  const name = sequence(encode(0x31, sequence(COMMON_NAME, encode(0x0c, Buffer.from(hosts[0])))));
  const names = sequence(...hosts.map((host) => encode(0x82, Buffer.from(host))));
  const body = sequence(
    encode(0xa0, encode(0x02, Buffer.from([2]))),
    // The first bit set would make the number negative.
    encode(0x02, Buffer.concat([Buffer.from([1]), randomBytes(8)])),
    algorithm,
    name,
    sequence(encodeTime(Date.now() - DAY_MS), encodeTime(Date.now() + 30 * DAY_MS)),
    name,
    publicKey.export({ type: "spki", format: "der" }),
    encode(0xa3, sequence(sequence(SUBJECT_ALT_NAME, encode(0x04, names)))),
  );
  const signature = encode(0x03, Buffer.concat([Buffer.from([0]), sign("sha256", body, privateKey)]));
  const base64 = sequence(body, algorithm, signature).toString("base64");
  const lines = base64.match(/.{1,64}/g)?.join("\n");
  return {
    key: privateKey.export({ type: "pkcs8", format: "pem" }).toString(),
    cert: `-----BEGIN CERTIFICATE-----\n${lines}\n-----END CERTIFICATE-----\n`,
  };
}

const sequence = (...parts: Buffer[]): Buffer => encode(0x30, Buffer.concat(parts));

/** Tag, length, content (DER). */
function encode(tag: number, content: Buffer): Buffer {
  const { length } = content;
  const size = length < 128 ? [length] : length < 256 ? [0x81, length] : [0x82, length >> 8, length & 255];
  return Buffer.concat([Buffer.from([tag, ...size]), content]);
}

/** `YYMMDDHHMMSSZ`, which holds until 2049. */
function encodeTime(ms: number): Buffer {
  const digits = new Date(ms).toISOString().replaceAll(/[-:T]/g, "").slice(2, 14);
  return encode(0x17, Buffer.from(`${digits}Z`));
}
