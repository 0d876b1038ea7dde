/**
 * `PK_`, `UQ_`, `REL_`, `FK_`, `IDX_`, `CHK_` or `XCL_` and part of a SHA-1: what `DefaultNamingStrategy` of TypeORM makes
 * of a table and its columns (26 digits for indexes, checks, exclusions and relations, 27 for the others).
 */
const pattern = /^(?:PK|UQ|REL|FK|IDX|CHK|XCL)_[0-9a-f]{26,27}$/;

/** Whether nobody can have chosen the name of the constraint or index. */
export function isGeneratedName(name: string): boolean {
  return pattern.test(name);
}
