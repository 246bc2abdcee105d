/** Hands a file to the browser to save. */
export function saveFile(file: {
  name: string;
  type: string;
  content: string;
}): void {
  const url = URL.createObjectURL(
    new Blob([file.content], { type: file.type }),
  );
  const link = document.createElement('a');
  link.href = url;
  link.download = file.name;
  document.body.append(link);
  link.click();
  link.remove();
  // The browser has begun to read by the next task; freed earlier, some save an empty file.
  setTimeout(() => URL.revokeObjectURL(url), 0);
}
