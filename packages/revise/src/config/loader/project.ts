export function registerProject(file: string): void {
  throw new Error(file);
}
