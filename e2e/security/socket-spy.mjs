// Loaded into every process of a service under test with --import: writes down whatever a socket is asked to reach, beneath
// everything that could decide otherwise.
import dgram from "node:dgram";
import { appendFileSync } from "node:fs";
import net from "node:net";
import path from "node:path";

const program = path.basename(path.dirname(process.argv[1] ?? "")) || "node";
const tell = (what) => appendFileSync(process.env.SOCKET_SPY_LOG, `${program} ${what}\n`);

const { connect } = net.Socket.prototype;
net.Socket.prototype.connect = function (...given) {
  // net.connect passes its normalised arguments as one array.
  const [first, second] = Array.isArray(given[0]) ? given[0] : given;
  const { host, port, path: file } = typeof first === "object" ? first : { host: second, port: first };
  // A socket in the file system is on this machine.
  if (file === undefined) tell(`${host ?? "localhost"}:${port}`);
  return connect.apply(this, given);
};

const { send } = dgram.Socket.prototype;
dgram.Socket.prototype.send = function (...given) {
  tell(`udp ${given.filter((one) => ["string", "number"].includes(typeof one)).join(" ")}`);
  return send.apply(this, given);
};
