/** `README.md` of the revisions. */
export const readme = `# Revisions

The schema of this project's database, as a history. Each file in \`versions/\` is one revision: what it does to the
database (\`upgrade\`) and how that is taken back (\`downgrade\`).

\`\`\`console
$ npx revise --autogenerate -m "add column"   # compare the entities with the database, write a revision
$ npx revise upgrade head                     # apply what is not applied yet
$ npx revise downgrade -1                     # take back the last one
$ npx revise current                          # where the database is
$ npx revise history                          # what there is
$ npx revise check                            # exit 1 when entities and database differ
\`\`\`

Read a generated revision before you apply it, as you would read a colleague's change: comments in it mark what destroys
data, rewrites a table or may be a rename. Commit it together with the entities it belongs to. Once a revision has been
applied anywhere else, do not edit it; write the next one.
`;
