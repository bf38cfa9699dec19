CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
CREATE TABLE company (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	name TEXT NOT NULL, 
	"key" TEXT NOT NULL, 
	website TEXT, 
	notes TEXT, 
	CONSTRAINT uq_company_key UNIQUE ("key")
);
CREATE TABLE operation (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	at TEXT NOT NULL, 
	kind TEXT NOT NULL, 
	command TEXT NOT NULL, 
	touched TEXT NOT NULL, 
	schema_revision TEXT NOT NULL, 
	summary TEXT NOT NULL, 
	reverses INTEGER, 
	undone_by INTEGER, taken_by TEXT, 
	CONSTRAINT fk_operation_reverses FOREIGN KEY(reverses) REFERENCES operation (id), 
	CONSTRAINT fk_operation_undone_by FOREIGN KEY(undone_by) REFERENCES operation (id)
);
CREATE INDEX ix_operation_reverses ON operation (reverses);
CREATE INDEX ix_operation_undone_by ON operation (undone_by);
CREATE TABLE profile (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	name TEXT, 
	email TEXT, 
	phone TEXT, 
	linkedin TEXT, 
	address TEXT, 
	time_zone TEXT, 
	language TEXT, 
	tone TEXT, 
	signature TEXT
);
CREATE TABLE application (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	company_id INTEGER NOT NULL, 
	agency_id INTEGER, 
	position TEXT NOT NULL, 
	search_key TEXT NOT NULL, 
	status TEXT NOT NULL, 
	ended_by TEXT, 
	closed_at TEXT, 
	applied_on TEXT, 
	source TEXT, 
	url TEXT, 
	location TEXT, 
	salary TEXT, 
	internal BOOLEAN NOT NULL, 
	tags TEXT NOT NULL, 
	highlight TEXT, 
	created_at TEXT NOT NULL, 
	updated_at TEXT NOT NULL, 
	CONSTRAINT fk_application_agency_id FOREIGN KEY(agency_id) REFERENCES company (id), 
	CONSTRAINT fk_application_company_id FOREIGN KEY(company_id) REFERENCES company (id)
);
CREATE INDEX ix_application_agency_id ON application (agency_id);
CREATE INDEX ix_application_company_id ON application (company_id);
CREATE INDEX ix_application_newest ON application (updated_at, id);
CREATE INDEX ix_application_open ON application (updated_at, id) WHERE closed_at IS NULL;
CREATE INDEX ix_application_status_newest ON application (status, updated_at, id);
CREATE TABLE change (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	operation_id INTEGER NOT NULL, 
	table_name TEXT NOT NULL, 
	row_id INTEGER NOT NULL, 
	"before" TEXT, 
	"after" TEXT, 
	CONSTRAINT fk_change_operation_id FOREIGN KEY(operation_id) REFERENCES operation (id)
);
CREATE INDEX ix_change_operation_id ON change (operation_id);
CREATE INDEX ix_change_table_name_row_id ON change (table_name, row_id);
CREATE TABLE contact (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	company_id INTEGER, 
	name TEXT, 
	title TEXT, 
	greet TEXT, 
	email TEXT, 
	phone TEXT, 
	role TEXT, 
	CONSTRAINT fk_contact_company_id FOREIGN KEY(company_id) REFERENCES company (id)
);
CREATE INDEX ix_contact_company_id ON contact (company_id);
CREATE INDEX ix_contact_email ON contact (email);
CREATE TABLE application_contact (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	application_id INTEGER NOT NULL, 
	contact_id INTEGER NOT NULL, 
	CONSTRAINT fk_application_contact_application_id FOREIGN KEY(application_id) REFERENCES application (id), 
	CONSTRAINT fk_application_contact_contact_id FOREIGN KEY(contact_id) REFERENCES contact (id), 
	CONSTRAINT uq_application_contact_application_id_contact_id UNIQUE (application_id, contact_id)
);
CREATE INDEX ix_application_contact_contact_id ON application_contact (contact_id);
CREATE TABLE message (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	application_id INTEGER NOT NULL, 
	direction TEXT NOT NULL, 
	situation TEXT, 
	template TEXT, 
	template_version TEXT, 
	language TEXT, 
	tone TEXT, 
	sender TEXT, 
	recipients TEXT NOT NULL, 
	cc TEXT NOT NULL, 
	subject TEXT NOT NULL, 
	body TEXT NOT NULL, 
	advice TEXT NOT NULL, 
	message_id TEXT, 
	in_reply_to TEXT, 
	thread TEXT, 
	raw BLOB, 
	state TEXT NOT NULL, 
	created_at TEXT NOT NULL, 
	sent_at TEXT, stated TEXT, statement TEXT, form TEXT, keep_in_touch BOOLEAN, 
	CONSTRAINT fk_message_application_id FOREIGN KEY(application_id) REFERENCES application (id)
);
CREATE INDEX ix_message_application_id ON message (application_id);
CREATE INDEX ix_message_message_id ON message (message_id);
CREATE INDEX ix_message_state ON message (state);
CREATE TABLE note (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	application_id INTEGER NOT NULL, 
	at TEXT NOT NULL, 
	text TEXT NOT NULL, 
	CONSTRAINT fk_note_application_id FOREIGN KEY(application_id) REFERENCES application (id)
);
CREATE INDEX ix_note_application_id ON note (application_id);
CREATE TABLE reminder (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	application_id INTEGER NOT NULL, 
	due_on TEXT NOT NULL, 
	text TEXT, 
	why TEXT, 
	done_at TEXT, 
	CONSTRAINT fk_reminder_application_id FOREIGN KEY(application_id) REFERENCES application (id)
);
CREATE INDEX ix_reminder_application_id ON reminder (application_id);
CREATE INDEX ix_reminder_due_on ON reminder (due_on);
CREATE TABLE stage (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	application_id INTEGER NOT NULL, 
	number INTEGER NOT NULL, 
	kind TEXT NOT NULL, 
	round INTEGER, 
	state TEXT NOT NULL, 
	at TEXT, 
	time_zone TEXT, 
	minutes INTEGER, 
	place TEXT, 
	due TEXT, 
	outcome TEXT, 
	highlight TEXT, 
	rescheduled_by_me INTEGER NOT NULL, 
	rescheduled_by_them INTEGER NOT NULL, 
	calendar_uid TEXT, 
	calendar_sequence INTEGER, 
	calendar_stamp TEXT, 
	calendar_organizer TEXT, 
	invitation BLOB, calendar_attendee TEXT, 
	CONSTRAINT fk_stage_application_id FOREIGN KEY(application_id) REFERENCES application (id), 
	CONSTRAINT uq_stage_application_id_number UNIQUE (application_id, number)
);
CREATE INDEX ix_stage_calendar_uid ON stage (calendar_uid);
CREATE TABLE concern (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	application_id INTEGER NOT NULL, 
	stage_id INTEGER, 
	reason TEXT NOT NULL, 
	text TEXT, 
	at TEXT NOT NULL, 
	CONSTRAINT fk_concern_application_id FOREIGN KEY(application_id) REFERENCES application (id), 
	CONSTRAINT fk_concern_stage_id FOREIGN KEY(stage_id) REFERENCES stage (id)
);
CREATE INDEX ix_concern_application_id ON concern (application_id);
CREATE INDEX ix_concern_stage_id ON concern (stage_id);
CREATE TABLE delivery (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	message_id INTEGER NOT NULL, 
	channel TEXT NOT NULL, 
	at TEXT NOT NULL, 
	result TEXT NOT NULL, 
	detail TEXT, 
	CONSTRAINT fk_delivery_message_id FOREIGN KEY(message_id) REFERENCES message (id)
);
CREATE INDEX ix_delivery_message_id ON delivery (message_id);
CREATE TABLE event (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	application_id INTEGER NOT NULL, 
	stage_id INTEGER, 
	at TEXT, 
	kind TEXT NOT NULL, 
	from_state TEXT, 
	to_state TEXT, 
	text TEXT, 
	CONSTRAINT fk_event_application_id FOREIGN KEY(application_id) REFERENCES application (id), 
	CONSTRAINT fk_event_stage_id FOREIGN KEY(stage_id) REFERENCES stage (id)
);
CREATE INDEX ix_event_application_id_at ON event (application_id, at);
CREATE INDEX ix_event_at ON event (at);
CREATE INDEX ix_event_stage_id ON event (stage_id);
CREATE TABLE stage_person (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	stage_id INTEGER NOT NULL, 
	contact_id INTEGER NOT NULL, 
	CONSTRAINT fk_stage_person_contact_id FOREIGN KEY(contact_id) REFERENCES contact (id), 
	CONSTRAINT fk_stage_person_stage_id FOREIGN KEY(stage_id) REFERENCES stage (id), 
	CONSTRAINT uq_stage_person_stage_id_contact_id UNIQUE (stage_id, contact_id)
);
CREATE INDEX ix_stage_person_contact_id ON stage_person (contact_id);
CREATE TABLE withdrawal (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	application_id INTEGER NOT NULL, 
	reason TEXT NOT NULL, 
	sub_reason TEXT, 
	note TEXT, 
	stated TEXT, 
	situation TEXT NOT NULL, 
	stage TEXT NOT NULL, 
	decided_on TEXT NOT NULL, 
	told_on TEXT, 
	message_id INTEGER, 
	revoked_at TEXT, 
	CONSTRAINT fk_withdrawal_application_id FOREIGN KEY(application_id) REFERENCES application (id), 
	CONSTRAINT fk_withdrawal_message_id FOREIGN KEY(message_id) REFERENCES message (id)
);
CREATE INDEX ix_withdrawal_application_id ON withdrawal (application_id);
CREATE INDEX ix_withdrawal_message_id ON withdrawal (message_id);
CREATE INDEX ix_withdrawal_used ON withdrawal (reason, stage) WHERE revoked_at IS NULL;
CREATE TABLE message_application (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	message_id INTEGER NOT NULL, 
	application_id INTEGER NOT NULL, 
	named_only BOOLEAN NOT NULL, 
	CONSTRAINT fk_message_application_application_id FOREIGN KEY(application_id) REFERENCES application (id), 
	CONSTRAINT fk_message_application_message_id FOREIGN KEY(message_id) REFERENCES message (id), 
	CONSTRAINT uq_message_application_message_id_application_id UNIQUE (message_id, application_id)
);
CREATE INDEX ix_message_application_application_id ON message_application (application_id);
CREATE TABLE search_due (
	application_id INTEGER NOT NULL, 
	CONSTRAINT pk_search_due PRIMARY KEY (application_id)
);
CREATE TABLE imported (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	application_id INTEGER NOT NULL, 
	fingerprint TEXT NOT NULL, 
	said TEXT NOT NULL, 
	CONSTRAINT fk_imported_application_id FOREIGN KEY(application_id) REFERENCES application (id), 
	CONSTRAINT uq_imported_fingerprint UNIQUE (fingerprint)
);
CREATE INDEX ix_imported_application_id ON imported (application_id);
CREATE TRIGGER search_due_application_insert AFTER INSERT ON application BEGIN INSERT INTO search_due (application_id) VALUES (NEW.id) ON CONFLICT DO NOTHING; END;
CREATE TRIGGER search_due_application_update AFTER UPDATE OF company_id, agency_id, position, tags, closed_at ON application BEGIN INSERT INTO search_due (application_id) VALUES (OLD.id) ON CONFLICT DO NOTHING; INSERT INTO search_due (application_id) VALUES (NEW.id) ON CONFLICT DO NOTHING; END;
CREATE TRIGGER search_due_application_delete AFTER DELETE ON application BEGIN INSERT INTO search_due (application_id) VALUES (OLD.id) ON CONFLICT DO NOTHING; END;
CREATE TRIGGER search_due_company_update AFTER UPDATE OF name ON company BEGIN INSERT INTO search_due (application_id) SELECT a.id FROM application a WHERE a.company_id = OLD.id UNION SELECT a.id FROM application a WHERE a.agency_id = OLD.id ON CONFLICT DO NOTHING; INSERT INTO search_due (application_id) SELECT a.id FROM application a WHERE a.company_id = NEW.id UNION SELECT a.id FROM application a WHERE a.agency_id = NEW.id ON CONFLICT DO NOTHING; END;
CREATE TRIGGER search_due_contact_update AFTER UPDATE OF name, email ON contact BEGIN INSERT INTO search_due (application_id) SELECT ac.application_id FROM application_contact ac WHERE ac.contact_id = OLD.id UNION SELECT s.application_id FROM stage_person sp JOIN stage s ON s.id = sp.stage_id WHERE sp.contact_id = OLD.id ON CONFLICT DO NOTHING; INSERT INTO search_due (application_id) SELECT ac.application_id FROM application_contact ac WHERE ac.contact_id = NEW.id UNION SELECT s.application_id FROM stage_person sp JOIN stage s ON s.id = sp.stage_id WHERE sp.contact_id = NEW.id ON CONFLICT DO NOTHING; END;
CREATE TRIGGER search_due_application_contact_insert AFTER INSERT ON application_contact BEGIN INSERT INTO search_due (application_id) VALUES (NEW.application_id) ON CONFLICT DO NOTHING; END;
CREATE TRIGGER search_due_application_contact_update AFTER UPDATE ON application_contact BEGIN INSERT INTO search_due (application_id) VALUES (OLD.application_id) ON CONFLICT DO NOTHING; INSERT INTO search_due (application_id) VALUES (NEW.application_id) ON CONFLICT DO NOTHING; END;
CREATE TRIGGER search_due_application_contact_delete AFTER DELETE ON application_contact BEGIN INSERT INTO search_due (application_id) VALUES (OLD.application_id) ON CONFLICT DO NOTHING; END;
CREATE TRIGGER search_due_stage_insert AFTER INSERT ON stage BEGIN INSERT INTO search_due (application_id) VALUES (NEW.application_id) ON CONFLICT DO NOTHING; END;
CREATE TRIGGER search_due_stage_update AFTER UPDATE OF application_id, place ON stage BEGIN INSERT INTO search_due (application_id) VALUES (OLD.application_id) ON CONFLICT DO NOTHING; INSERT INTO search_due (application_id) VALUES (NEW.application_id) ON CONFLICT DO NOTHING; END;
CREATE TRIGGER search_due_stage_delete AFTER DELETE ON stage BEGIN INSERT INTO search_due (application_id) VALUES (OLD.application_id) ON CONFLICT DO NOTHING; END;
CREATE TRIGGER search_due_stage_person_insert AFTER INSERT ON stage_person BEGIN INSERT INTO search_due (application_id) SELECT s.application_id FROM stage s WHERE s.id = NEW.stage_id ON CONFLICT DO NOTHING; END;
CREATE TRIGGER search_due_stage_person_update AFTER UPDATE ON stage_person BEGIN INSERT INTO search_due (application_id) SELECT s.application_id FROM stage s WHERE s.id = OLD.stage_id ON CONFLICT DO NOTHING; INSERT INTO search_due (application_id) SELECT s.application_id FROM stage s WHERE s.id = NEW.stage_id ON CONFLICT DO NOTHING; END;
CREATE TRIGGER search_due_stage_person_delete AFTER DELETE ON stage_person BEGIN INSERT INTO search_due (application_id) SELECT s.application_id FROM stage s WHERE s.id = OLD.stage_id ON CONFLICT DO NOTHING; END;
CREATE TRIGGER search_due_note_insert AFTER INSERT ON note BEGIN INSERT INTO search_due (application_id) VALUES (NEW.application_id) ON CONFLICT DO NOTHING; END;
CREATE TRIGGER search_due_note_update AFTER UPDATE OF application_id, text ON note BEGIN INSERT INTO search_due (application_id) VALUES (OLD.application_id) ON CONFLICT DO NOTHING; INSERT INTO search_due (application_id) VALUES (NEW.application_id) ON CONFLICT DO NOTHING; END;
CREATE TRIGGER search_due_note_delete AFTER DELETE ON note BEGIN INSERT INTO search_due (application_id) VALUES (OLD.application_id) ON CONFLICT DO NOTHING; END;
CREATE TRIGGER search_due_message_insert AFTER INSERT ON message BEGIN INSERT INTO search_due (application_id) SELECT NEW.application_id UNION SELECT l.application_id FROM message_application l WHERE l.message_id = NEW.id ON CONFLICT DO NOTHING; END;
CREATE TRIGGER search_due_message_update AFTER UPDATE OF application_id, direction, subject, body ON message BEGIN INSERT INTO search_due (application_id) SELECT OLD.application_id UNION SELECT l.application_id FROM message_application l WHERE l.message_id = OLD.id ON CONFLICT DO NOTHING; INSERT INTO search_due (application_id) SELECT NEW.application_id UNION SELECT l.application_id FROM message_application l WHERE l.message_id = NEW.id ON CONFLICT DO NOTHING; END;
CREATE TRIGGER search_due_message_delete AFTER DELETE ON message BEGIN INSERT INTO search_due (application_id) SELECT OLD.application_id UNION SELECT l.application_id FROM message_application l WHERE l.message_id = OLD.id ON CONFLICT DO NOTHING; END;
CREATE TRIGGER search_due_message_application_insert AFTER INSERT ON message_application BEGIN INSERT INTO search_due (application_id) VALUES (NEW.application_id) ON CONFLICT DO NOTHING; END;
CREATE TRIGGER search_due_message_application_update AFTER UPDATE ON message_application BEGIN INSERT INTO search_due (application_id) VALUES (OLD.application_id) ON CONFLICT DO NOTHING; INSERT INTO search_due (application_id) VALUES (NEW.application_id) ON CONFLICT DO NOTHING; END;
CREATE TRIGGER search_due_message_application_delete AFTER DELETE ON message_application BEGIN INSERT INTO search_due (application_id) VALUES (OLD.application_id) ON CONFLICT DO NOTHING; END;
CREATE TRIGGER search_due_withdrawal_insert AFTER INSERT ON withdrawal BEGIN INSERT INTO search_due (application_id) VALUES (NEW.application_id) ON CONFLICT DO NOTHING; END;
CREATE TRIGGER search_due_withdrawal_update AFTER UPDATE OF application_id, note, revoked_at ON withdrawal BEGIN INSERT INTO search_due (application_id) VALUES (OLD.application_id) ON CONFLICT DO NOTHING; INSERT INTO search_due (application_id) VALUES (NEW.application_id) ON CONFLICT DO NOTHING; END;
CREATE TRIGGER search_due_withdrawal_delete AFTER DELETE ON withdrawal BEGIN INSERT INTO search_due (application_id) VALUES (OLD.application_id) ON CONFLICT DO NOTHING; END;
INSERT INTO alembic_version (version_num) VALUES ('0006')
