export interface Extension {
  readonly name: string;
}
