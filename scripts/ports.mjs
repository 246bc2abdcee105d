import { once } from 'node:events';
import { readFile, readdir, readlink } from 'node:fs/promises';
import net from 'node:net';

/** A port of the loopback interface that nobody listens on. */
export async function findFreePort() {
  const server = net.createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  server.close();
  await once(server, 'close');
  return port;
}

/** Reads a port from the environment. */
export function readPort(variable, fallback) {
  const value = process.env[variable];
  if (!value) {
    return fallback;
  }
  if (!/^\d{1,5}$/.test(value) || Number(value) < 1 || Number(value) > 65535) {
    throw new Error(
      `${variable} must be a port between 1 and 65535, got '${value}'`,
    );
  }
  return Number(value);
}

export async function isPortTaken(port) {
  for (const host of ['127.0.0.1', '::1', '0.0.0.0']) {
    if (await cannotListen(port, host)) {
      return true;
    }
  }
  return false;
}

async function cannotListen(port, host) {
  const server = net.createServer().listen({ port, host, exclusive: true });
  try {
    await once(server, 'listening');
  } catch (error) {
    return error.code === 'EADDRINUSE' || error.code === 'EACCES';
  }
  server.close();
  await once(server, 'close');
  return false;
}

/**
 * The process that listens on a port, as `name (pid)`, where the system tells: on Linux, for processes of the same
 * user.
 */
export async function describeListener(port) {
  const inodes = await listeningInodes(port);
  if (inodes.size === 0) {
    return undefined;
  }
  const entries = await readdir('/proc').catch(() => []);
  for (const pid of entries.filter(entry => /^\d+$/.test(entry))) {
    const fds = await readdir(`/proc/${pid}/fd`).catch(() => []);
    for (const fd of fds) {
      const link = await readlink(`/proc/${pid}/fd/${fd}`).catch(() => '');
      if (inodes.has(link.match(/^socket:\[(\d+)\]$/)?.[1])) {
        const name = await readFile(`/proc/${pid}/comm`, 'utf8');
        return `${name.trim()} (process ${pid})`;
      }
    }
  }
  return undefined;
}

async function listeningInodes(port) {
  const hexPort = port.toString(16).toUpperCase().padStart(4, '0');
  const listening = '0A';
  const inodes = new Set();
  for (const table of ['/proc/net/tcp', '/proc/net/tcp6']) {
    const text = await readFile(table, 'utf8').catch(() => '');
    for (const line of text.split('\n').slice(1)) {
      const fields = line.trim().split(/\s+/);
      if (fields[1]?.endsWith(`:${hexPort}`) && fields[3] === listening) {
        inodes.add(fields[9]);
      }
    }
  }
  return inodes;
}
