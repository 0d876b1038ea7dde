import type { ObjectName } from "../object-name";

/** What may get another schema. */
export type MovableObject =
  | { readonly table: ObjectName }
  | { readonly view: ObjectName }
  | { readonly materializedView: ObjectName }
  | { readonly sequence: ObjectName }
  /** An enum or a composite type. */
  | { readonly type: ObjectName }
  | { readonly domain: ObjectName }
  | { readonly function: ObjectName; readonly arguments?: readonly string[] }
  | { readonly procedure: ObjectName; readonly arguments?: readonly string[] };

/** What `op.renameObject` renames: objects that have no renaming of their own. */
export type RenamableObject =
  | { readonly view: ObjectName }
  | { readonly materializedView: ObjectName }
  | { readonly type: ObjectName }
  | { readonly domain: ObjectName }
  | { readonly function: ObjectName; readonly arguments?: readonly string[] }
  | { readonly procedure: ObjectName; readonly arguments?: readonly string[] }
  | { readonly table: ObjectName; readonly trigger: string }
  | { readonly table: ObjectName; readonly policy: string }
  | { readonly schema: string };

/** What may have a comment. */
export type CommentedObject =
  | MovableObject
  | { readonly table: ObjectName; readonly column: string }
  | { readonly table: ObjectName; readonly constraint: string }
  | { readonly table: ObjectName; readonly trigger: string }
  | { readonly table: ObjectName; readonly policy: string }
  | { readonly index: ObjectName }
  | { readonly schema: string }
  | { readonly extension: string };

/** The calls on `op` for what is done alike to objects of every kind. */
export interface ObjectCalls {
  /**
   * Sets the comment of any object; null removes it: `COMMENT ON INDEX "IDX_email" IS 'for the login'`.
   *
   * @example await op.commentOn({ index: "IDX_recent" }, "for the front page");
   * @example await op.commentOn({ table: "post", constraint: "CHK_title" }, "no empty titles");
   */
  commentOn(object: CommentedObject, comment: string | null): Promise<void>;

  /**
   * Moves an object to another schema: `ALTER TABLE "post" SET SCHEMA "app"`. What belongs to a table goes with it: its
   * indexes, constraints and the sequences of its columns. Null is the default schema.
   *
   * @example await op.setSchema({ table: "post" }, "app");
   */
  setSchema(object: MovableObject, schema: string | null): Promise<void>;

  /**
   * Renames what has no renaming of its own: `ALTER VIEW "adult" RENAME TO "grown_up"`.
   *
   * @example await op.renameObject({ view: "adult" }, "grown_up");
   * @example await op.renameObject({ table: "post", trigger: "touch" }, "touch_post");
   */
  renameObject(object: RenamableObject, name: string): Promise<void>;
}
