-- The database of sauro-insurance 0.1.0, as Tests/Released/make had that release's programs write it.
PRAGMA foreign_keys=OFF;
BEGIN TRANSACTION;
CREATE TABLE schema_version (
  part TEXT PRIMARY KEY, version BIGINT NOT NULL, changed BIGINT NOT NULL);
INSERT INTO schema_version VALUES('storage',2,1786338000000000);
INSERT INTO schema_version VALUES('units',1,1786338000000000);
INSERT INTO schema_version VALUES('queue',1,1786338000000000);
INSERT INTO schema_version VALUES('insurance',1,1786338000000000);
CREATE TABLE journal_head (
  id BIGINT PRIMARY KEY CHECK (id = 1), journal TEXT NOT NULL, origin TEXT NOT NULL,
  sequence BIGINT NOT NULL, hash BYTEA NOT NULL, recorded BIGINT NOT NULL,
  turn BIGINT NOT NULL);
INSERT INTO journal_head VALUES(1,'019fea0a-bc80-74b8-8067-ad008324727e','019fea0a-bc80-74b8-8067-ad008324727e',6,X'db0cc2d2abfa04a861f6868070bb92bf29d7f1647889dc3ad4eb274887688516',1786338000000005,15);
CREATE TABLE journal (
  sequence BIGINT PRIMARY KEY, recorded BIGINT NOT NULL, type TEXT NOT NULL,
  subject TEXT NOT NULL, actor TEXT NOT NULL, acted_via TEXT, trace TEXT,
  data TEXT NOT NULL, sealed BYTEA NOT NULL, hash BYTEA NOT NULL);
INSERT INTO journal VALUES(1,1786338000000000,'frame.units.followed','019fea0a-bc80-7c80-92d5-0431ebbaac7c','service:insurance',NULL,NULL,'{"journal":"019fea0a-bc80-7c80-92d5-0431ebbaac7c","sequence":1}',X'',X'77443973305e3e534bd5943f9586b7271668b0b13dab4dc273f48ecb101ff335');
INSERT INTO journal VALUES(2,1786338000000001,'frame.units.followed','019fea0a-bc80-7c80-92d5-0431ebbaac7c','service:insurance',NULL,NULL,'{"journal":"019fea0a-bc80-7c80-92d5-0431ebbaac7c","sequence":2}',X'',X'9a062117310ed567499b7ec735481cb84e388e037700ca7815f5e6983afe96db');
INSERT INTO journal VALUES(3,1786338000000002,'frame.units.followed','019fea0a-bc80-7c80-92d5-0431ebbaac7c','service:insurance',NULL,NULL,'{"journal":"019fea0a-bc80-7c80-92d5-0431ebbaac7c","sequence":3}',X'',X'609e0e8455072810e34ffaff5e12d3445d2435c3bba21cd4cb5b8e6cf4b3daf2');
INSERT INTO journal VALUES(4,1786338000000003,'frame.units.followed','019fea0a-bc80-7c80-92d5-0431ebbaac7c','service:insurance',NULL,NULL,'{"journal":"019fea0a-bc80-7c80-92d5-0431ebbaac7c","sequence":4}',X'',X'99ff911230fcd84e389e94d0a1dc768e49152eadd21cb5c111c1702267380df0');
INSERT INTO journal VALUES(5,1786338000000004,'insurance.member.enrolled','019fea0a-bc80-78cf-957a-7a86c119c7ad','local:0',NULL,NULL,'{"coverage":{"group":"DN","digit":4,"facility":"31999","from":"2025-01-01"}}',X'eecd3ff46dc7f28c3849181205ba45db08b120d6e8796e890a17c77a142ef9be',X'5bd2c6cbbb51e27cd69c2391f12fa7f12f20cee256e95cd5db94ea0834fd995d');
INSERT INTO journal VALUES(6,1786338000000005,'insurance.policy.proposed','1/2020/NĐ-CP','local:0',NULL,NULL,'{"act":"1/2020/NĐ-CP","hash":"81c30c7c9468d3cdf3a10264d80946ae21deea58e0a96e5d208af90c6c4a1354"}',X'',X'db0cc2d2abfa04a861f6868070bb92bf29d7f1647889dc3ad4eb274887688516');
CREATE TABLE journal_private (
  sequence BIGINT PRIMARY KEY, subject TEXT NOT NULL, salt BYTEA NOT NULL,
  private TEXT NOT NULL);
INSERT INTO journal_private VALUES(5,'019fea0a-bc80-78cf-957a-7a86c119c7ad',X'9cab169c6a17cd8260f3a18b01cc5e91','{"number":"3100000001","name":"Hoàng Văn Một","birthDate":"1980-02-14","sex":"male"}');
CREATE TABLE idempotency (
  principal TEXT NOT NULL, claim TEXT NOT NULL, method TEXT NOT NULL, digest BYTEA NOT NULL,
  answer BYTEA NOT NULL, sequence BIGINT NOT NULL, claimed BIGINT NOT NULL,
  PRIMARY KEY (principal, claim));
CREATE TABLE journal_cursor (
  name TEXT PRIMARY KEY, journal TEXT NOT NULL, position BIGINT NOT NULL);
INSERT INTO journal_cursor VALUES('registry','019fea0a-bc80-7c80-92d5-0431ebbaac7c',13);
CREATE TABLE unit_version (code TEXT NOT NULL, name_vi TEXT NOT NULL, name_en TEXT, kind TEXT NOT NULL, parent TEXT, valid_from TEXT NOT NULL, valid_until TEXT, first_sequence BIGINT NOT NULL, last_sequence BIGINT, CHECK (valid_until > valid_from), CHECK (last_sequence > first_sequence), PRIMARY KEY (code, valid_from, first_sequence));
INSERT INTO unit_version VALUES('31','Hải Phòng',NULL,'province',NULL,'1955-05-13',NULL,1,NULL);
INSERT INTO unit_version VALUES('HP-DOH','Sở Y tế Hải Phòng',NULL,'provincialDepartment','31','2000-01-01',NULL,2,NULL);
INSERT INTO unit_version VALUES('HP-HOSP','Bệnh viện',NULL,'hospital','HP-DOH','2000-01-01',NULL,3,4);
INSERT INTO unit_version VALUES('HP-HOSP','Bệnh viện',NULL,'hospital','HP-DOH','2000-01-01','2010-01-01',4,NULL);
INSERT INTO unit_version VALUES('HP-HOSP','Bệnh viện Việt Tiệp',NULL,'hospital','HP-DOH','2010-01-01',NULL,4,NULL);
CREATE TABLE unit_lineage (predecessor TEXT NOT NULL, successor TEXT NOT NULL, share BIGINT NOT NULL, is_primary BIGINT NOT NULL, valid_from TEXT NOT NULL, valid_until TEXT, first_sequence BIGINT NOT NULL, last_sequence BIGINT, CHECK (valid_until > valid_from), CHECK (last_sequence > first_sequence), PRIMARY KEY (predecessor, successor, valid_from, first_sequence));
CREATE TABLE unit_change (
  sequence BIGINT NOT NULL PRIMARY KEY, upstream BIGINT NOT NULL, token TEXT NOT NULL);
INSERT INTO unit_change VALUES(1,1,'019fea0a-bc80-7cd4-b525-bc1f4bd99285');
INSERT INTO unit_change VALUES(2,2,'019fea0a-bc80-7e86-a519-26d7143f3392');
INSERT INTO unit_change VALUES(3,3,'019fea0a-bc80-797a-9d7a-154cd5743ca6');
INSERT INTO unit_change VALUES(4,4,'019fea0a-bc80-76a3-b5c8-57968df9d59b');
CREATE TABLE queue (
  number BIGINT NOT NULL PRIMARY KEY, owner TEXT NOT NULL, name TEXT NOT NULL, types TEXT NOT NULL,
  subjects TEXT NOT NULL, start BIGINT, visibility BIGINT NOT NULL, attempts_max BIGINT NOT NULL,
  opened BIGINT NOT NULL, journal TEXT NOT NULL, position BIGINT NOT NULL, UNIQUE (owner, name));
CREATE TABLE queue_delivery (
  queue BIGINT NOT NULL, sequence BIGINT NOT NULL, type TEXT NOT NULL, subject TEXT NOT NULL,
  recorded BIGINT NOT NULL, trace TEXT, state TEXT NOT NULL, attempts BIGINT NOT NULL,
  receipt TEXT, reason TEXT, due BIGINT NOT NULL, PRIMARY KEY (queue, sequence));
CREATE TABLE queue_letter (
  id TEXT NOT NULL PRIMARY KEY, queue BIGINT NOT NULL, sequence BIGINT NOT NULL, type TEXT NOT NULL,
  subject TEXT NOT NULL, recorded BIGINT NOT NULL, trace TEXT,
  attempts BIGINT NOT NULL, cause TEXT NOT NULL, reason TEXT, receipt TEXT NOT NULL,
  died BIGINT NOT NULL, UNIQUE (queue, sequence));
CREATE TABLE member (number TEXT NOT NULL PRIMARY KEY, id TEXT NOT NULL UNIQUE);
INSERT INTO member VALUES('3100000001','019fea0a-bc80-78cf-957a-7a86c119c7ad');
CREATE TABLE member_version (
  number TEXT NOT NULL, name TEXT NOT NULL, birth_date TEXT NOT NULL, sex TEXT NOT NULL, citizen_number TEXT,
  five_years_from TEXT, coverages TEXT NOT NULL, place TEXT NOT NULL, first_sequence BIGINT NOT NULL,
  last_sequence BIGINT, CHECK (last_sequence > first_sequence), PRIMARY KEY (number, first_sequence));
INSERT INTO member_version VALUES('3100000001','Hoàng Văn Một','1980-02-14','male',NULL,NULL,'[{"group":"DN","digit":4,"facility":"31999","from":"2025-01-01"}]','hoang van mot3100000001',5,NULL);
CREATE TABLE member_word (word TEXT NOT NULL, number TEXT NOT NULL, PRIMARY KEY (word, number));
INSERT INTO member_word VALUES('hoang','3100000001');
INSERT INTO member_word VALUES('van','3100000001');
INSERT INTO member_word VALUES('mot','3100000001');
CREATE TABLE policy_act (
  act TEXT NOT NULL PRIMARY KEY, state TEXT NOT NULL, hash TEXT NOT NULL, document TEXT NOT NULL,
  findings TEXT NOT NULL, proposed_by TEXT NOT NULL, published_by TEXT, version BIGINT,
  proposed_sequence BIGINT NOT NULL, published_sequence BIGINT, replaced_sequence BIGINT,
  CHECK (replaced_sequence > published_sequence));
INSERT INTO policy_act VALUES('1/2020/NĐ-CP','proposed','81c30c7c9468d3cdf3a10264d80946ae21deea58e0a96e5d208af90c6c4a1354','{"act":"1/2020/NĐ-CP","title":{"vi":"Mức hưởng"},"levels":[{"group":"DN","from":"2025-01-01","level":"100","article":"Điều 1"}]}','[]','local:0',NULL,NULL,6,NULL,NULL);
CREATE TABLE claim (
  id TEXT NOT NULL PRIMARY KEY, sequence BIGINT NOT NULL UNIQUE, key TEXT NOT NULL, facility TEXT NOT NULL,
  received_at TEXT NOT NULL, routing TEXT NOT NULL, form TEXT NOT NULL, card TEXT, arrived_at TEXT NOT NULL,
  left_at TEXT NOT NULL, month TEXT NOT NULL, outcome TEXT NOT NULL, total BIGINT NOT NULL,
  fund BIGINT NOT NULL, posting TEXT, UNIQUE (facility, key));
CREATE TABLE claim_document (
  claim TEXT NOT NULL PRIMARY KEY REFERENCES claim (id), document TEXT NOT NULL, context TEXT NOT NULL,
  adjudication TEXT NOT NULL, trace TEXT NOT NULL);
CREATE TABLE claim_patient (
  claim TEXT NOT NULL PRIMARY KEY REFERENCES claim (id), patient TEXT NOT NULL, digest TEXT NOT NULL);
CREATE TABLE claim_facility (code TEXT NOT NULL PRIMARY KEY);
CREATE TABLE posting (
  id TEXT NOT NULL PRIMARY KEY, claim TEXT NOT NULL UNIQUE, month TEXT NOT NULL, debit BIGINT NOT NULL,
  credit BIGINT NOT NULL, sequence BIGINT NOT NULL, CHECK (debit = credit));
CREATE TABLE posting_side (
  posting TEXT NOT NULL REFERENCES posting (id), account TEXT NOT NULL, class TEXT NOT NULL,
  month TEXT NOT NULL, debit BIGINT NOT NULL, credit BIGINT NOT NULL, sequence BIGINT NOT NULL,
  CHECK (debit >= 0 AND credit >= 0), PRIMARY KEY (posting, account));
CREATE UNIQUE INDEX journal_recorded ON journal (recorded);
CREATE INDEX journal_private_subject ON journal_private (subject);
CREATE INDEX idempotency_claimed ON idempotency (claimed);
CREATE INDEX unit_version_first_sequence ON unit_version (first_sequence);
CREATE INDEX unit_version_last_sequence ON unit_version (last_sequence);
CREATE INDEX unit_lineage_first_sequence ON unit_lineage (first_sequence);
CREATE INDEX unit_lineage_last_sequence ON unit_lineage (last_sequence);
CREATE INDEX queue_delivery_due ON queue_delivery (queue, state, due);
CREATE UNIQUE INDEX member_version_current ON member_version (number) WHERE last_sequence IS NULL;
CREATE UNIQUE INDEX member_version_citizen_current ON member_version (citizen_number)
WHERE last_sequence IS NULL AND citizen_number IS NOT NULL;
CREATE INDEX member_version_citizen ON member_version (citizen_number, first_sequence);
CREATE INDEX member_version_place ON member_version (place);
CREATE UNIQUE INDEX policy_act_version ON policy_act (version) WHERE version IS NOT NULL;
CREATE INDEX claim_facility_sequence ON claim (facility, sequence);
CREATE INDEX claim_month ON claim (month, sequence);
CREATE INDEX claim_key ON claim (key, sequence);
CREATE INDEX posting_side_account ON posting_side (account, month, sequence);
COMMIT;
