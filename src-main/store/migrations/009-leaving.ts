// Originals whose rows are gone and whose files are about to go: a process that is killed in between leaves nothing behind.

export const leaving = /* sql */ `
CREATE TABLE leaving (sha256 BLOB PRIMARY KEY) STRICT, WITHOUT ROWID;
`;
