BEGIN TRANSACTION;
CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
INSERT INTO "alembic_version" VALUES('0001');
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
INSERT INTO "application" VALUES(1,1,NULL,'Dev','globex dev','accepted',NULL,'2026-11-23T10:00:00Z','2026-11-23',NULL,NULL,NULL,NULL,0,'[]',NULL,'2026-11-23T10:00:00Z','2026-11-23T10:00:00.000007Z');
INSERT INTO "application" VALUES(2,2,NULL,'Backend','acme backend','withdrawn','me','2026-11-23T10:00:00Z','2026-11-23',NULL,NULL,NULL,NULL,0,'[]',NULL,'2026-11-23T10:00:00Z','2026-11-23T10:00:00.000006Z');
INSERT INTO "application" VALUES(3,2,NULL,'Platform','acme platform','withdrawn','me','2026-11-23T10:00:00Z','2026-11-23',NULL,NULL,NULL,NULL,0,'[]',NULL,'2026-11-23T10:00:00Z','2026-11-23T10:00:00.000005Z');
INSERT INTO "application" VALUES(4,3,NULL,'Tester','initech tester','withdrawn','me','2026-11-23T10:00:00Z','2026-11-23',NULL,NULL,NULL,NULL,0,'[]',NULL,'2026-11-23T10:00:00Z','2026-11-23T10:00:00.000004Z');
CREATE TABLE application_contact (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	application_id INTEGER NOT NULL, 
	contact_id INTEGER NOT NULL, 
	CONSTRAINT fk_application_contact_application_id FOREIGN KEY(application_id) REFERENCES application (id), 
	CONSTRAINT fk_application_contact_contact_id FOREIGN KEY(contact_id) REFERENCES contact (id), 
	CONSTRAINT uq_application_contact_application_id_contact_id UNIQUE (application_id, contact_id)
);
INSERT INTO "application_contact" VALUES(1,1,1);
INSERT INTO "application_contact" VALUES(2,2,2);
INSERT INTO "application_contact" VALUES(3,3,2);
INSERT INTO "application_contact" VALUES(4,3,3);
INSERT INTO "application_contact" VALUES(5,4,4);
CREATE TABLE change (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	operation_id INTEGER NOT NULL, 
	table_name TEXT NOT NULL, 
	row_id INTEGER NOT NULL, 
	"before" TEXT, 
	"after" TEXT, 
	CONSTRAINT fk_change_operation_id FOREIGN KEY(operation_id) REFERENCES operation (id)
);
INSERT INTO "change" VALUES(1,1,'profile',1,NULL,'{"address": null, "email": "robin@example.org", "id": 1, "language": null, "linkedin": null, "name": "Robin Ames", "phone": null, "signature": null, "time_zone": null, "tone": null}');
INSERT INTO "change" VALUES(2,2,'company',1,NULL,'{"id": 1, "key": "globex", "name": "Globex", "notes": null, "website": null}');
INSERT INTO "change" VALUES(3,2,'application',1,NULL,'{"agency_id": null, "applied_on": "2026-11-23", "closed_at": null, "company_id": 1, "created_at": "2026-11-23T10:00:00Z", "ended_by": null, "highlight": null, "id": 1, "internal": false, "location": null, "position": "Dev", "salary": null, "search_key": "globex dev", "source": null, "status": "applied", "tags": "[]", "updated_at": "2026-11-23T10:00:00Z", "url": null}');
INSERT INTO "change" VALUES(4,2,'event',1,NULL,'{"application_id": 1, "at": "2026-11-23T10:00:00Z", "from_state": null, "id": 1, "kind": "added", "stage_id": null, "text": null, "to_state": "applied"}');
INSERT INTO "change" VALUES(5,2,'application',1,'{"agency_id": null, "applied_on": "2026-11-23", "closed_at": null, "company_id": 1, "created_at": "2026-11-23T10:00:00Z", "ended_by": null, "highlight": null, "id": 1, "internal": false, "location": null, "position": "Dev", "salary": null, "search_key": "globex dev", "source": null, "status": "applied", "tags": "[]", "updated_at": "2026-11-23T10:00:00Z", "url": null}','{"agency_id": null, "applied_on": "2026-11-23", "closed_at": null, "company_id": 1, "created_at": "2026-11-23T10:00:00Z", "ended_by": null, "highlight": null, "id": 1, "internal": false, "location": null, "position": "Dev", "salary": null, "search_key": "globex dev", "source": null, "status": "applied", "tags": "[]", "updated_at": "2026-11-23T10:00:00.000001Z", "url": null}');
INSERT INTO "change" VALUES(6,2,'contact',1,NULL,'{"company_id": 1, "email": "gil@globex.example", "greet": null, "id": 1, "name": "Gil Ott", "phone": null, "role": null, "title": null}');
INSERT INTO "change" VALUES(7,2,'application_contact',1,NULL,'{"application_id": 1, "contact_id": 1, "id": 1}');
INSERT INTO "change" VALUES(8,3,'event',2,NULL,'{"application_id": 1, "at": "2026-11-23T10:00:00Z", "from_state": "applied", "id": 2, "kind": "moved", "stage_id": null, "text": null, "to_state": "offer"}');
INSERT INTO "change" VALUES(9,3,'application',1,'{"agency_id": null, "applied_on": "2026-11-23", "closed_at": null, "company_id": 1, "created_at": "2026-11-23T10:00:00Z", "ended_by": null, "highlight": null, "id": 1, "internal": false, "location": null, "position": "Dev", "salary": null, "search_key": "globex dev", "source": null, "status": "applied", "tags": "[]", "updated_at": "2026-11-23T10:00:00.000001Z", "url": null}','{"agency_id": null, "applied_on": "2026-11-23", "closed_at": null, "company_id": 1, "created_at": "2026-11-23T10:00:00Z", "ended_by": null, "highlight": null, "id": 1, "internal": false, "location": null, "position": "Dev", "salary": null, "search_key": "globex dev", "source": null, "status": "offer", "tags": "[]", "updated_at": "2026-11-23T10:00:00.000002Z", "url": null}');
INSERT INTO "change" VALUES(10,4,'company',2,NULL,'{"id": 2, "key": "acme", "name": "Acme", "notes": null, "website": null}');
INSERT INTO "change" VALUES(11,4,'application',2,NULL,'{"agency_id": null, "applied_on": "2026-11-23", "closed_at": null, "company_id": 2, "created_at": "2026-11-23T10:00:00Z", "ended_by": null, "highlight": null, "id": 2, "internal": false, "location": null, "position": "Backend", "salary": null, "search_key": "acme backend", "source": null, "status": "applied", "tags": "[]", "updated_at": "2026-11-23T10:00:00Z", "url": null}');
INSERT INTO "change" VALUES(12,4,'event',3,NULL,'{"application_id": 2, "at": "2026-11-23T10:00:00Z", "from_state": null, "id": 3, "kind": "added", "stage_id": null, "text": null, "to_state": "applied"}');
INSERT INTO "change" VALUES(13,4,'application',2,'{"agency_id": null, "applied_on": "2026-11-23", "closed_at": null, "company_id": 2, "created_at": "2026-11-23T10:00:00Z", "ended_by": null, "highlight": null, "id": 2, "internal": false, "location": null, "position": "Backend", "salary": null, "search_key": "acme backend", "source": null, "status": "applied", "tags": "[]", "updated_at": "2026-11-23T10:00:00Z", "url": null}','{"agency_id": null, "applied_on": "2026-11-23", "closed_at": null, "company_id": 2, "created_at": "2026-11-23T10:00:00Z", "ended_by": null, "highlight": null, "id": 2, "internal": false, "location": null, "position": "Backend", "salary": null, "search_key": "acme backend", "source": null, "status": "applied", "tags": "[]", "updated_at": "2026-11-23T10:00:00.000001Z", "url": null}');
INSERT INTO "change" VALUES(14,4,'contact',2,NULL,'{"company_id": 2, "email": "dana@agency.example", "greet": null, "id": 2, "name": "Dana Fox", "phone": null, "role": null, "title": null}');
INSERT INTO "change" VALUES(15,4,'application_contact',2,NULL,'{"application_id": 2, "contact_id": 2, "id": 2}');
INSERT INTO "change" VALUES(16,5,'application',3,NULL,'{"agency_id": null, "applied_on": "2026-11-23", "closed_at": null, "company_id": 2, "created_at": "2026-11-23T10:00:00Z", "ended_by": null, "highlight": null, "id": 3, "internal": false, "location": null, "position": "Platform", "salary": null, "search_key": "acme platform", "source": null, "status": "applied", "tags": "[]", "updated_at": "2026-11-23T10:00:00Z", "url": null}');
INSERT INTO "change" VALUES(17,5,'event',4,NULL,'{"application_id": 3, "at": "2026-11-23T10:00:00Z", "from_state": null, "id": 4, "kind": "added", "stage_id": null, "text": null, "to_state": "applied"}');
INSERT INTO "change" VALUES(18,5,'application',3,'{"agency_id": null, "applied_on": "2026-11-23", "closed_at": null, "company_id": 2, "created_at": "2026-11-23T10:00:00Z", "ended_by": null, "highlight": null, "id": 3, "internal": false, "location": null, "position": "Platform", "salary": null, "search_key": "acme platform", "source": null, "status": "applied", "tags": "[]", "updated_at": "2026-11-23T10:00:00Z", "url": null}','{"agency_id": null, "applied_on": "2026-11-23", "closed_at": null, "company_id": 2, "created_at": "2026-11-23T10:00:00Z", "ended_by": null, "highlight": null, "id": 3, "internal": false, "location": null, "position": "Platform", "salary": null, "search_key": "acme platform", "source": null, "status": "applied", "tags": "[]", "updated_at": "2026-11-23T10:00:00.000001Z", "url": null}');
INSERT INTO "change" VALUES(19,5,'application_contact',3,NULL,'{"application_id": 3, "contact_id": 2, "id": 3}');
INSERT INTO "change" VALUES(20,6,'stage',1,NULL,'{"application_id": 3, "at": "2026-12-01T14:00:00Z", "calendar_organizer": null, "calendar_sequence": null, "calendar_stamp": null, "calendar_uid": null, "due": null, "highlight": null, "id": 1, "invitation": null, "kind": "interview", "minutes": null, "number": 1, "outcome": null, "place": null, "rescheduled_by_me": 0, "rescheduled_by_them": 0, "round": 1, "state": "scheduled", "time_zone": "Etc/UTC"}');
INSERT INTO "change" VALUES(21,6,'contact',3,NULL,'{"company_id": 2, "email": null, "greet": null, "id": 3, "name": "Lee Wong", "phone": null, "role": null, "title": null}');
INSERT INTO "change" VALUES(22,6,'contact',3,'{"company_id": 2, "email": null, "greet": null, "id": 3, "name": "Lee Wong", "phone": null, "role": null, "title": null}','{"company_id": 2, "email": null, "greet": null, "id": 3, "name": "Lee Wong", "phone": null, "role": "interviewer", "title": null}');
INSERT INTO "change" VALUES(23,6,'application_contact',4,NULL,'{"application_id": 3, "contact_id": 3, "id": 4}');
INSERT INTO "change" VALUES(24,6,'application',3,'{"agency_id": null, "applied_on": "2026-11-23", "closed_at": null, "company_id": 2, "created_at": "2026-11-23T10:00:00Z", "ended_by": null, "highlight": null, "id": 3, "internal": false, "location": null, "position": "Platform", "salary": null, "search_key": "acme platform", "source": null, "status": "applied", "tags": "[]", "updated_at": "2026-11-23T10:00:00.000001Z", "url": null}','{"agency_id": null, "applied_on": "2026-11-23", "closed_at": null, "company_id": 2, "created_at": "2026-11-23T10:00:00Z", "ended_by": null, "highlight": null, "id": 3, "internal": false, "location": null, "position": "Platform", "salary": null, "search_key": "acme platform", "source": null, "status": "applied", "tags": "[]", "updated_at": "2026-11-23T10:00:00.000003Z", "url": null}');
INSERT INTO "change" VALUES(25,6,'event',5,NULL,'{"application_id": 3, "at": "2026-11-23T10:00:00Z", "from_state": null, "id": 5, "kind": "stage_scheduled", "stage_id": 1, "text": "interview 1, 2026-12-01 14:00", "to_state": "scheduled"}');
INSERT INTO "change" VALUES(26,6,'event',6,NULL,'{"application_id": 3, "at": "2026-11-23T10:00:00Z", "from_state": "applied", "id": 6, "kind": "moved", "stage_id": null, "text": null, "to_state": "interviewing"}');
INSERT INTO "change" VALUES(27,6,'stage_person',1,NULL,'{"contact_id": 3, "id": 1, "stage_id": 1}');
INSERT INTO "change" VALUES(28,6,'application',3,'{"agency_id": null, "applied_on": "2026-11-23", "closed_at": null, "company_id": 2, "created_at": "2026-11-23T10:00:00Z", "ended_by": null, "highlight": null, "id": 3, "internal": false, "location": null, "position": "Platform", "salary": null, "search_key": "acme platform", "source": null, "status": "applied", "tags": "[]", "updated_at": "2026-11-23T10:00:00.000003Z", "url": null}','{"agency_id": null, "applied_on": "2026-11-23", "closed_at": null, "company_id": 2, "created_at": "2026-11-23T10:00:00Z", "ended_by": null, "highlight": null, "id": 3, "internal": false, "location": null, "position": "Platform", "salary": null, "search_key": "acme platform", "source": null, "status": "interviewing", "tags": "[]", "updated_at": "2026-11-23T10:00:00.000003Z", "url": null}');
INSERT INTO "change" VALUES(29,7,'company',3,NULL,'{"id": 3, "key": "initech", "name": "Initech", "notes": null, "website": null}');
INSERT INTO "change" VALUES(30,7,'application',4,NULL,'{"agency_id": null, "applied_on": "2026-11-23", "closed_at": null, "company_id": 3, "created_at": "2026-11-23T10:00:00Z", "ended_by": null, "highlight": null, "id": 4, "internal": false, "location": null, "position": "Tester", "salary": null, "search_key": "initech tester", "source": null, "status": "applied", "tags": "[]", "updated_at": "2026-11-23T10:00:00Z", "url": null}');
INSERT INTO "change" VALUES(31,7,'event',7,NULL,'{"application_id": 4, "at": "2026-11-23T10:00:00Z", "from_state": null, "id": 7, "kind": "added", "stage_id": null, "text": null, "to_state": "applied"}');
INSERT INTO "change" VALUES(32,7,'application',4,'{"agency_id": null, "applied_on": "2026-11-23", "closed_at": null, "company_id": 3, "created_at": "2026-11-23T10:00:00Z", "ended_by": null, "highlight": null, "id": 4, "internal": false, "location": null, "position": "Tester", "salary": null, "search_key": "initech tester", "source": null, "status": "applied", "tags": "[]", "updated_at": "2026-11-23T10:00:00Z", "url": null}','{"agency_id": null, "applied_on": "2026-11-23", "closed_at": null, "company_id": 3, "created_at": "2026-11-23T10:00:00Z", "ended_by": null, "highlight": null, "id": 4, "internal": false, "location": null, "position": "Tester", "salary": null, "search_key": "initech tester", "source": null, "status": "applied", "tags": "[]", "updated_at": "2026-11-23T10:00:00.000001Z", "url": null}');
INSERT INTO "change" VALUES(33,7,'contact',4,NULL,'{"company_id": 3, "email": "ian@initech.example", "greet": null, "id": 4, "name": "Ian Roe", "phone": null, "role": null, "title": null}');
INSERT INTO "change" VALUES(34,7,'application_contact',5,NULL,'{"application_id": 4, "contact_id": 4, "id": 5}');
INSERT INTO "change" VALUES(35,7,'note',1,NULL,'{"application_id": 4, "at": "2026-11-23T10:00:00Z", "id": 1, "text": "quiet"}');
INSERT INTO "change" VALUES(36,8,'event',8,NULL,'{"application_id": 1, "at": "2026-11-23T10:00:00Z", "from_state": "offer", "id": 8, "kind": "moved", "stage_id": null, "text": null, "to_state": "accepted"}');
INSERT INTO "change" VALUES(37,8,'application',1,'{"agency_id": null, "applied_on": "2026-11-23", "closed_at": null, "company_id": 1, "created_at": "2026-11-23T10:00:00Z", "ended_by": null, "highlight": null, "id": 1, "internal": false, "location": null, "position": "Dev", "salary": null, "search_key": "globex dev", "source": null, "status": "offer", "tags": "[]", "updated_at": "2026-11-23T10:00:00.000002Z", "url": null}','{"agency_id": null, "applied_on": "2026-11-23", "closed_at": "2026-11-23T10:00:00Z", "company_id": 1, "created_at": "2026-11-23T10:00:00Z", "ended_by": null, "highlight": null, "id": 1, "internal": false, "location": null, "position": "Dev", "salary": null, "search_key": "globex dev", "source": null, "status": "accepted", "tags": "[]", "updated_at": "2026-11-23T10:00:00.000004Z", "url": null}');
INSERT INTO "change" VALUES(38,8,'withdrawal',1,NULL,'{"application_id": 3, "decided_on": "2026-11-23", "id": 1, "message_id": null, "note": null, "reason": "other_offer", "revoked_at": null, "situation": "decline_interview", "stage": "interview", "stated": null, "sub_reason": null, "told_on": null}');
INSERT INTO "change" VALUES(39,8,'event',9,NULL,'{"application_id": 3, "at": "2026-11-23T10:00:00Z", "from_state": "scheduled", "id": 9, "kind": "stage_declined", "stage_id": 1, "text": "interview 1", "to_state": "declined"}');
INSERT INTO "change" VALUES(40,8,'event',10,NULL,'{"application_id": 3, "at": "2026-11-23T10:00:00Z", "from_state": "interviewing", "id": 10, "kind": "withdrawn", "stage_id": null, "text": "other_offer", "to_state": "withdrawn"}');
INSERT INTO "change" VALUES(41,8,'application',3,'{"agency_id": null, "applied_on": "2026-11-23", "closed_at": null, "company_id": 2, "created_at": "2026-11-23T10:00:00Z", "ended_by": null, "highlight": null, "id": 3, "internal": false, "location": null, "position": "Platform", "salary": null, "search_key": "acme platform", "source": null, "status": "interviewing", "tags": "[]", "updated_at": "2026-11-23T10:00:00.000003Z", "url": null}','{"agency_id": null, "applied_on": "2026-11-23", "closed_at": "2026-11-23T10:00:00Z", "company_id": 2, "created_at": "2026-11-23T10:00:00Z", "ended_by": "me", "highlight": null, "id": 3, "internal": false, "location": null, "position": "Platform", "salary": null, "search_key": "acme platform", "source": null, "status": "withdrawn", "tags": "[]", "updated_at": "2026-11-23T10:00:00.000004Z", "url": null}');
INSERT INTO "change" VALUES(42,8,'stage',1,'{"application_id": 3, "at": "2026-12-01T14:00:00Z", "calendar_organizer": null, "calendar_sequence": null, "calendar_stamp": null, "calendar_uid": null, "due": null, "highlight": null, "id": 1, "invitation": null, "kind": "interview", "minutes": null, "number": 1, "outcome": null, "place": null, "rescheduled_by_me": 0, "rescheduled_by_them": 0, "round": 1, "state": "scheduled", "time_zone": "Etc/UTC"}','{"application_id": 3, "at": "2026-12-01T14:00:00Z", "calendar_organizer": null, "calendar_sequence": null, "calendar_stamp": null, "calendar_uid": null, "due": null, "highlight": null, "id": 1, "invitation": null, "kind": "interview", "minutes": null, "number": 1, "outcome": null, "place": null, "rescheduled_by_me": 0, "rescheduled_by_them": 0, "round": 1, "state": "declined", "time_zone": "Etc/UTC"}');
INSERT INTO "change" VALUES(43,8,'withdrawal',2,NULL,'{"application_id": 2, "decided_on": "2026-11-23", "id": 2, "message_id": null, "note": null, "reason": "other_offer", "revoked_at": null, "situation": "withdraw_application", "stage": "applied", "stated": null, "sub_reason": null, "told_on": null}');
INSERT INTO "change" VALUES(44,8,'event',11,NULL,'{"application_id": 2, "at": "2026-11-23T10:00:00Z", "from_state": "applied", "id": 11, "kind": "withdrawn", "stage_id": null, "text": "other_offer", "to_state": "withdrawn"}');
INSERT INTO "change" VALUES(45,8,'application',2,'{"agency_id": null, "applied_on": "2026-11-23", "closed_at": null, "company_id": 2, "created_at": "2026-11-23T10:00:00Z", "ended_by": null, "highlight": null, "id": 2, "internal": false, "location": null, "position": "Backend", "salary": null, "search_key": "acme backend", "source": null, "status": "applied", "tags": "[]", "updated_at": "2026-11-23T10:00:00.000001Z", "url": null}','{"agency_id": null, "applied_on": "2026-11-23", "closed_at": "2026-11-23T10:00:00Z", "company_id": 2, "created_at": "2026-11-23T10:00:00Z", "ended_by": "me", "highlight": null, "id": 2, "internal": false, "location": null, "position": "Backend", "salary": null, "search_key": "acme backend", "source": null, "status": "withdrawn", "tags": "[]", "updated_at": "2026-11-23T10:00:00.000004Z", "url": null}');
INSERT INTO "change" VALUES(46,8,'message',1,NULL,'{"advice": "[\"Send it within a day or two.\", \"If you applied through a portal, withdraw there as well.\"]", "application_id": 3, "body": "Dear Dana Fox,\n\nThank you for your time and for the invitation. I have decided to withdraw my applications for the Platform and Backend positions at Acme, as I have accepted another position.\n\nPlease release the slot on Tuesday, 1 December at 14:00 UTC. I wish you every success with the search, and would be glad to stay in touch.\n\nKind regards,\nRobin Ames\nrobin@example.org\n", "cc": "[]", "created_at": "2026-11-23T10:00:00Z", "direction": "out", "id": 1, "in_reply_to": null, "language": "en-GB", "message_id": "<5b62eb10af72c0646473deb983ecbcc6@example.org>", "raw": null, "recipients": "[{\"name\": \"Dana Fox\", \"email\": \"dana@agency.example\"}]", "sender": "[{\"name\": \"Robin Ames\", \"email\": \"robin@example.org\"}]", "sent_at": null, "situation": "decline_interview", "state": "drafted", "subject": "Withdrawal of my applications – Robin Ames", "template": "withdraw_several", "template_version": "0.1.0", "thread": null, "tone": "neutral"}');
INSERT INTO "change" VALUES(47,8,'event',12,NULL,'{"application_id": 3, "at": "2026-11-23T10:00:00Z", "from_state": null, "id": 12, "kind": "letter_drafted", "stage_id": null, "text": "Withdrawal of my applications – Robin Ames", "to_state": "drafted"}');
INSERT INTO "change" VALUES(48,8,'event',13,NULL,'{"application_id": 2, "at": "2026-11-23T10:00:00Z", "from_state": null, "id": 13, "kind": "letter_drafted", "stage_id": null, "text": "Withdrawal of my applications – Robin Ames", "to_state": "drafted"}');
INSERT INTO "change" VALUES(49,8,'withdrawal',1,'{"application_id": 3, "decided_on": "2026-11-23", "id": 1, "message_id": null, "note": null, "reason": "other_offer", "revoked_at": null, "situation": "decline_interview", "stage": "interview", "stated": null, "sub_reason": null, "told_on": null}','{"application_id": 3, "decided_on": "2026-11-23", "id": 1, "message_id": 1, "note": null, "reason": "other_offer", "revoked_at": null, "situation": "decline_interview", "stage": "interview", "stated": "I have accepted another position.", "sub_reason": null, "told_on": null}');
INSERT INTO "change" VALUES(50,8,'withdrawal',2,'{"application_id": 2, "decided_on": "2026-11-23", "id": 2, "message_id": null, "note": null, "reason": "other_offer", "revoked_at": null, "situation": "withdraw_application", "stage": "applied", "stated": null, "sub_reason": null, "told_on": null}','{"application_id": 2, "decided_on": "2026-11-23", "id": 2, "message_id": 1, "note": null, "reason": "other_offer", "revoked_at": null, "situation": "withdraw_application", "stage": "applied", "stated": "I have accepted another position.", "sub_reason": null, "told_on": null}');
INSERT INTO "change" VALUES(51,8,'withdrawal',3,NULL,'{"application_id": 4, "decided_on": "2026-11-23", "id": 3, "message_id": null, "note": null, "reason": "other_offer", "revoked_at": null, "situation": "withdraw_application", "stage": "applied", "stated": null, "sub_reason": null, "told_on": null}');
INSERT INTO "change" VALUES(52,8,'event',14,NULL,'{"application_id": 4, "at": "2026-11-23T10:00:00Z", "from_state": "applied", "id": 14, "kind": "withdrawn", "stage_id": null, "text": "other_offer", "to_state": "withdrawn"}');
INSERT INTO "change" VALUES(53,8,'application',4,'{"agency_id": null, "applied_on": "2026-11-23", "closed_at": null, "company_id": 3, "created_at": "2026-11-23T10:00:00Z", "ended_by": null, "highlight": null, "id": 4, "internal": false, "location": null, "position": "Tester", "salary": null, "search_key": "initech tester", "source": null, "status": "applied", "tags": "[]", "updated_at": "2026-11-23T10:00:00.000001Z", "url": null}','{"agency_id": null, "applied_on": "2026-11-23", "closed_at": "2026-11-23T10:00:00Z", "company_id": 3, "created_at": "2026-11-23T10:00:00Z", "ended_by": "me", "highlight": null, "id": 4, "internal": false, "location": null, "position": "Tester", "salary": null, "search_key": "initech tester", "source": null, "status": "withdrawn", "tags": "[]", "updated_at": "2026-11-23T10:00:00.000004Z", "url": null}');
INSERT INTO "change" VALUES(54,8,'message',2,NULL,'{"advice": "[\"Send it within a day or two.\", \"If you applied through a portal, withdraw there as well.\"]", "application_id": 4, "body": "Dear Ian Roe,\n\nThank you for considering my application for the Tester position at Initech. I have decided to withdraw it, as I have accepted another position.\n\nI wish you every success with the search, and would be glad to stay in touch.\n\nKind regards,\nRobin Ames\nrobin@example.org\n", "cc": "[]", "created_at": "2026-11-23T10:00:00Z", "direction": "out", "id": 2, "in_reply_to": null, "language": "en-GB", "message_id": "<b9b4ad466aa04717c7a486d1ba36b324@example.org>", "raw": null, "recipients": "[{\"name\": \"Ian Roe\", \"email\": \"ian@initech.example\"}]", "sender": "[{\"name\": \"Robin Ames\", \"email\": \"robin@example.org\"}]", "sent_at": null, "situation": "withdraw_application", "state": "drafted", "subject": "Withdrawal of application – Tester – Robin Ames", "template": "withdraw_application", "template_version": "0.1.0", "thread": null, "tone": "neutral"}');
INSERT INTO "change" VALUES(55,8,'event',15,NULL,'{"application_id": 4, "at": "2026-11-23T10:00:00Z", "from_state": null, "id": 15, "kind": "letter_drafted", "stage_id": null, "text": "Withdrawal of application – Tester – Robin Ames", "to_state": "drafted"}');
INSERT INTO "change" VALUES(56,8,'withdrawal',3,'{"application_id": 4, "decided_on": "2026-11-23", "id": 3, "message_id": null, "note": null, "reason": "other_offer", "revoked_at": null, "situation": "withdraw_application", "stage": "applied", "stated": null, "sub_reason": null, "told_on": null}','{"application_id": 4, "decided_on": "2026-11-23", "id": 3, "message_id": 2, "note": null, "reason": "other_offer", "revoked_at": null, "situation": "withdraw_application", "stage": "applied", "stated": "I have accepted another position.", "sub_reason": null, "told_on": null}');
INSERT INTO "change" VALUES(57,9,'message',1,'{"advice": "[\"Send it within a day or two.\", \"If you applied through a portal, withdraw there as well.\"]", "application_id": 3, "body": "Dear Dana Fox,\n\nThank you for your time and for the invitation. I have decided to withdraw my applications for the Platform and Backend positions at Acme, as I have accepted another position.\n\nPlease release the slot on Tuesday, 1 December at 14:00 UTC. I wish you every success with the search, and would be glad to stay in touch.\n\nKind regards,\nRobin Ames\nrobin@example.org\n", "cc": "[]", "created_at": "2026-11-23T10:00:00Z", "direction": "out", "id": 1, "in_reply_to": null, "language": "en-GB", "message_id": "<5b62eb10af72c0646473deb983ecbcc6@example.org>", "raw": null, "recipients": "[{\"name\": \"Dana Fox\", \"email\": \"dana@agency.example\"}]", "sender": "[{\"name\": \"Robin Ames\", \"email\": \"robin@example.org\"}]", "sent_at": null, "situation": "decline_interview", "state": "drafted", "subject": "Withdrawal of my applications – Robin Ames", "template": "withdraw_several", "template_version": "0.1.0", "thread": null, "tone": "neutral"}','{"advice": "[\"Send it within a day or two.\", \"If you applied through a portal, withdraw there as well.\"]", "application_id": 3, "body": "Dear Dana Fox,\n\nThank you for your time and for the invitation. I have decided to withdraw my applications for the Platform and Backend positions at Acme, as I have accepted another position.\n\nPlease release the slot on Tuesday, 1 December at 14:00 UTC. I wish you every success with the search, and would be glad to stay in touch.\n\nKind regards,\nRobin Ames\nrobin@example.org\n", "cc": "[]", "created_at": "2026-11-23T10:00:00Z", "direction": "out", "id": 1, "in_reply_to": null, "language": "en-GB", "message_id": "<5b62eb10af72c0646473deb983ecbcc6@example.org>", "raw": null, "recipients": "[{\"name\": \"Dana Fox\", \"email\": \"dana@agency.example\"}]", "sender": "[{\"name\": \"Robin Ames\", \"email\": \"robin@example.org\"}]", "sent_at": "2026-11-23T10:00:00Z", "situation": "decline_interview", "state": "sent", "subject": "Withdrawal of my applications – Robin Ames", "template": "withdraw_several", "template_version": "0.1.0", "thread": null, "tone": "neutral"}');
INSERT INTO "change" VALUES(58,9,'event',16,NULL,'{"application_id": 3, "at": "2026-11-23T10:00:00Z", "from_state": "drafted", "id": 16, "kind": "letter_sent", "stage_id": null, "text": "Withdrawal of my applications – Robin Ames", "to_state": "sent"}');
INSERT INTO "change" VALUES(59,9,'event',17,NULL,'{"application_id": 2, "at": "2026-11-23T10:00:00Z", "from_state": "drafted", "id": 17, "kind": "letter_sent", "stage_id": null, "text": "Withdrawal of my applications – Robin Ames", "to_state": "sent"}');
INSERT INTO "change" VALUES(60,9,'application',2,'{"agency_id": null, "applied_on": "2026-11-23", "closed_at": "2026-11-23T10:00:00Z", "company_id": 2, "created_at": "2026-11-23T10:00:00Z", "ended_by": "me", "highlight": null, "id": 2, "internal": false, "location": null, "position": "Backend", "salary": null, "search_key": "acme backend", "source": null, "status": "withdrawn", "tags": "[]", "updated_at": "2026-11-23T10:00:00.000004Z", "url": null}','{"agency_id": null, "applied_on": "2026-11-23", "closed_at": "2026-11-23T10:00:00Z", "company_id": 2, "created_at": "2026-11-23T10:00:00Z", "ended_by": "me", "highlight": null, "id": 2, "internal": false, "location": null, "position": "Backend", "salary": null, "search_key": "acme backend", "source": null, "status": "withdrawn", "tags": "[]", "updated_at": "2026-11-23T10:00:00.000005Z", "url": null}');
INSERT INTO "change" VALUES(61,9,'application',3,'{"agency_id": null, "applied_on": "2026-11-23", "closed_at": "2026-11-23T10:00:00Z", "company_id": 2, "created_at": "2026-11-23T10:00:00Z", "ended_by": "me", "highlight": null, "id": 3, "internal": false, "location": null, "position": "Platform", "salary": null, "search_key": "acme platform", "source": null, "status": "withdrawn", "tags": "[]", "updated_at": "2026-11-23T10:00:00.000004Z", "url": null}','{"agency_id": null, "applied_on": "2026-11-23", "closed_at": "2026-11-23T10:00:00Z", "company_id": 2, "created_at": "2026-11-23T10:00:00Z", "ended_by": "me", "highlight": null, "id": 3, "internal": false, "location": null, "position": "Platform", "salary": null, "search_key": "acme platform", "source": null, "status": "withdrawn", "tags": "[]", "updated_at": "2026-11-23T10:00:00.000005Z", "url": null}');
INSERT INTO "change" VALUES(62,9,'withdrawal',2,'{"application_id": 2, "decided_on": "2026-11-23", "id": 2, "message_id": 1, "note": null, "reason": "other_offer", "revoked_at": null, "situation": "withdraw_application", "stage": "applied", "stated": "I have accepted another position.", "sub_reason": null, "told_on": null}','{"application_id": 2, "decided_on": "2026-11-23", "id": 2, "message_id": 1, "note": null, "reason": "other_offer", "revoked_at": null, "situation": "withdraw_application", "stage": "applied", "stated": "I have accepted another position.", "sub_reason": null, "told_on": "2026-11-23"}');
INSERT INTO "change" VALUES(63,9,'withdrawal',1,'{"application_id": 3, "decided_on": "2026-11-23", "id": 1, "message_id": 1, "note": null, "reason": "other_offer", "revoked_at": null, "situation": "decline_interview", "stage": "interview", "stated": "I have accepted another position.", "sub_reason": null, "told_on": null}','{"application_id": 3, "decided_on": "2026-11-23", "id": 1, "message_id": 1, "note": null, "reason": "other_offer", "revoked_at": null, "situation": "decline_interview", "stage": "interview", "stated": "I have accepted another position.", "sub_reason": null, "told_on": "2026-11-23"}');
INSERT INTO "change" VALUES(64,10,'message',3,NULL,'{"advice": "[\"Whoever else there asks gets the same answer: bowout explain writes it again.\"]", "application_id": 2, "body": "Dear Dana Fox,\n\nThank you for asking, and for your interest. I decided to withdraw my application for the Backend position at Acme, as I have accepted another position.\n\nI wish you every success with the search.\n\nKind regards,\nRobin Ames\nrobin@example.org\n", "cc": "[]", "created_at": "2026-11-23T10:00:00Z", "direction": "out", "id": 3, "in_reply_to": null, "language": "en-GB", "message_id": "<4fdb44dfa35206b80890727b8ca92ef1@example.org>", "raw": null, "recipients": "[{\"name\": \"Dana Fox\", \"email\": \"dana@agency.example\"}]", "sender": "[{\"name\": \"Robin Ames\", \"email\": \"robin@example.org\"}]", "sent_at": null, "situation": "explain", "state": "drafted", "subject": "Your question about the Backend position – Robin Ames", "template": "explain", "template_version": "0.1.0", "thread": null, "tone": "neutral"}');
INSERT INTO "change" VALUES(65,10,'event',18,NULL,'{"application_id": 2, "at": "2026-11-23T10:00:00Z", "from_state": null, "id": 18, "kind": "letter_drafted", "stage_id": null, "text": "Your question about the Backend position – Robin Ames", "to_state": "drafted"}');
INSERT INTO "change" VALUES(66,10,'application',2,'{"agency_id": null, "applied_on": "2026-11-23", "closed_at": "2026-11-23T10:00:00Z", "company_id": 2, "created_at": "2026-11-23T10:00:00Z", "ended_by": "me", "highlight": null, "id": 2, "internal": false, "location": null, "position": "Backend", "salary": null, "search_key": "acme backend", "source": null, "status": "withdrawn", "tags": "[]", "updated_at": "2026-11-23T10:00:00.000005Z", "url": null}','{"agency_id": null, "applied_on": "2026-11-23", "closed_at": "2026-11-23T10:00:00Z", "company_id": 2, "created_at": "2026-11-23T10:00:00Z", "ended_by": "me", "highlight": null, "id": 2, "internal": false, "location": null, "position": "Backend", "salary": null, "search_key": "acme backend", "source": null, "status": "withdrawn", "tags": "[]", "updated_at": "2026-11-23T10:00:00.000006Z", "url": null}');
INSERT INTO "change" VALUES(67,11,'reminder',1,NULL,'{"application_id": 1, "done_at": null, "due_on": "2026-12-05", "id": 1, "text": "call", "why": null}');
INSERT INTO "change" VALUES(68,11,'application',1,'{"agency_id": null, "applied_on": "2026-11-23", "closed_at": "2026-11-23T10:00:00Z", "company_id": 1, "created_at": "2026-11-23T10:00:00Z", "ended_by": null, "highlight": null, "id": 1, "internal": false, "location": null, "position": "Dev", "salary": null, "search_key": "globex dev", "source": null, "status": "accepted", "tags": "[]", "updated_at": "2026-11-23T10:00:00.000004Z", "url": null}','{"agency_id": null, "applied_on": "2026-11-23", "closed_at": "2026-11-23T10:00:00Z", "company_id": 1, "created_at": "2026-11-23T10:00:00Z", "ended_by": null, "highlight": null, "id": 1, "internal": false, "location": null, "position": "Dev", "salary": null, "search_key": "globex dev", "source": null, "status": "accepted", "tags": "[]", "updated_at": "2026-11-23T10:00:00.000007Z", "url": null}');
CREATE TABLE company (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	name TEXT NOT NULL, 
	"key" TEXT NOT NULL, 
	website TEXT, 
	notes TEXT, 
	CONSTRAINT uq_company_key UNIQUE ("key")
);
INSERT INTO "company" VALUES(1,'Globex','globex',NULL,NULL);
INSERT INTO "company" VALUES(2,'Acme','acme',NULL,NULL);
INSERT INTO "company" VALUES(3,'Initech','initech',NULL,NULL);
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
INSERT INTO "contact" VALUES(1,1,'Gil Ott',NULL,NULL,'gil@globex.example',NULL,NULL);
INSERT INTO "contact" VALUES(2,2,'Dana Fox',NULL,NULL,'dana@agency.example',NULL,NULL);
INSERT INTO "contact" VALUES(3,2,'Lee Wong',NULL,NULL,NULL,NULL,'interviewer');
INSERT INTO "contact" VALUES(4,3,'Ian Roe',NULL,NULL,'ian@initech.example',NULL,NULL);
CREATE TABLE delivery (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	message_id INTEGER NOT NULL, 
	channel TEXT NOT NULL, 
	at TEXT NOT NULL, 
	result TEXT NOT NULL, 
	detail TEXT, 
	CONSTRAINT fk_delivery_message_id FOREIGN KEY(message_id) REFERENCES message (id)
);
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
INSERT INTO "event" VALUES(1,1,NULL,'2026-11-23T10:00:00Z','added',NULL,'applied',NULL);
INSERT INTO "event" VALUES(2,1,NULL,'2026-11-23T10:00:00Z','moved','applied','offer',NULL);
INSERT INTO "event" VALUES(3,2,NULL,'2026-11-23T10:00:00Z','added',NULL,'applied',NULL);
INSERT INTO "event" VALUES(4,3,NULL,'2026-11-23T10:00:00Z','added',NULL,'applied',NULL);
INSERT INTO "event" VALUES(5,3,1,'2026-11-23T10:00:00Z','stage_scheduled',NULL,'scheduled','interview 1, 2026-12-01 14:00');
INSERT INTO "event" VALUES(6,3,NULL,'2026-11-23T10:00:00Z','moved','applied','interviewing',NULL);
INSERT INTO "event" VALUES(7,4,NULL,'2026-11-23T10:00:00Z','added',NULL,'applied',NULL);
INSERT INTO "event" VALUES(8,1,NULL,'2026-11-23T10:00:00Z','moved','offer','accepted',NULL);
INSERT INTO "event" VALUES(9,3,1,'2026-11-23T10:00:00Z','stage_declined','scheduled','declined','interview 1');
INSERT INTO "event" VALUES(10,3,NULL,'2026-11-23T10:00:00Z','withdrawn','interviewing','withdrawn','other_offer');
INSERT INTO "event" VALUES(11,2,NULL,'2026-11-23T10:00:00Z','withdrawn','applied','withdrawn','other_offer');
INSERT INTO "event" VALUES(12,3,NULL,'2026-11-23T10:00:00Z','letter_drafted',NULL,'drafted','Withdrawal of my applications – Robin Ames');
INSERT INTO "event" VALUES(13,2,NULL,'2026-11-23T10:00:00Z','letter_drafted',NULL,'drafted','Withdrawal of my applications – Robin Ames');
INSERT INTO "event" VALUES(14,4,NULL,'2026-11-23T10:00:00Z','withdrawn','applied','withdrawn','other_offer');
INSERT INTO "event" VALUES(15,4,NULL,'2026-11-23T10:00:00Z','letter_drafted',NULL,'drafted','Withdrawal of application – Tester – Robin Ames');
INSERT INTO "event" VALUES(16,3,NULL,'2026-11-23T10:00:00Z','letter_sent','drafted','sent','Withdrawal of my applications – Robin Ames');
INSERT INTO "event" VALUES(17,2,NULL,'2026-11-23T10:00:00Z','letter_sent','drafted','sent','Withdrawal of my applications – Robin Ames');
INSERT INTO "event" VALUES(18,2,NULL,'2026-11-23T10:00:00Z','letter_drafted',NULL,'drafted','Your question about the Backend position – Robin Ames');
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
	sent_at TEXT, 
	CONSTRAINT fk_message_application_id FOREIGN KEY(application_id) REFERENCES application (id)
);
INSERT INTO "message" VALUES(1,3,'out','decline_interview','withdraw_several','0.1.0','en-GB','neutral','[{"name": "Robin Ames", "email": "robin@example.org"}]','[{"name": "Dana Fox", "email": "dana@agency.example"}]','[]','Withdrawal of my applications – Robin Ames','Dear Dana Fox,

Thank you for your time and for the invitation. I have decided to withdraw my applications for the Platform and Backend positions at Acme, as I have accepted another position.

Please release the slot on Tuesday, 1 December at 14:00 UTC. I wish you every success with the search, and would be glad to stay in touch.

Kind regards,
Robin Ames
robin@example.org
','["Send it within a day or two.", "If you applied through a portal, withdraw there as well."]','<5b62eb10af72c0646473deb983ecbcc6@example.org>',NULL,NULL,NULL,'sent','2026-11-23T10:00:00Z','2026-11-23T10:00:00Z');
INSERT INTO "message" VALUES(2,4,'out','withdraw_application','withdraw_application','0.1.0','en-GB','neutral','[{"name": "Robin Ames", "email": "robin@example.org"}]','[{"name": "Ian Roe", "email": "ian@initech.example"}]','[]','Withdrawal of application – Tester – Robin Ames','Dear Ian Roe,

Thank you for considering my application for the Tester position at Initech. I have decided to withdraw it, as I have accepted another position.

I wish you every success with the search, and would be glad to stay in touch.

Kind regards,
Robin Ames
robin@example.org
','["Send it within a day or two.", "If you applied through a portal, withdraw there as well."]','<b9b4ad466aa04717c7a486d1ba36b324@example.org>',NULL,NULL,NULL,'drafted','2026-11-23T10:00:00Z',NULL);
INSERT INTO "message" VALUES(3,2,'out','explain','explain','0.1.0','en-GB','neutral','[{"name": "Robin Ames", "email": "robin@example.org"}]','[{"name": "Dana Fox", "email": "dana@agency.example"}]','[]','Your question about the Backend position – Robin Ames','Dear Dana Fox,

Thank you for asking, and for your interest. I decided to withdraw my application for the Backend position at Acme, as I have accepted another position.

I wish you every success with the search.

Kind regards,
Robin Ames
robin@example.org
','["Whoever else there asks gets the same answer: bowout explain writes it again."]','<4fdb44dfa35206b80890727b8ca92ef1@example.org>',NULL,NULL,NULL,'drafted','2026-11-23T10:00:00Z',NULL);
CREATE TABLE note (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	application_id INTEGER NOT NULL, 
	at TEXT NOT NULL, 
	text TEXT NOT NULL, 
	CONSTRAINT fk_note_application_id FOREIGN KEY(application_id) REFERENCES application (id)
);
INSERT INTO "note" VALUES(1,4,'2026-11-23T10:00:00Z','quiet');
CREATE TABLE operation (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	at TEXT NOT NULL, 
	kind TEXT NOT NULL, 
	command TEXT NOT NULL, 
	touched TEXT NOT NULL, 
	schema_revision TEXT NOT NULL, 
	summary TEXT NOT NULL, 
	reverses INTEGER, 
	undone_by INTEGER, 
	CONSTRAINT fk_operation_reverses FOREIGN KEY(reverses) REFERENCES operation (id), 
	CONSTRAINT fk_operation_undone_by FOREIGN KEY(undone_by) REFERENCES operation (id)
);
INSERT INTO "operation" VALUES(1,'2026-11-23T10:00:00Z','command','profile','[]','0001','profile: name, email',NULL,NULL);
INSERT INTO "operation" VALUES(2,'2026-11-23T10:00:00Z','command','add','[1]','0001','add Globex, Dev (1)',NULL,NULL);
INSERT INTO "operation" VALUES(3,'2026-11-23T10:00:00Z','command','move','[1]','0001','move to offer: Globex, Dev (1)',NULL,NULL);
INSERT INTO "operation" VALUES(4,'2026-11-23T10:00:00Z','command','add','[2]','0001','add Acme, Backend (2)',NULL,NULL);
INSERT INTO "operation" VALUES(5,'2026-11-23T10:00:00Z','command','add','[3]','0001','add Acme, Platform (3)',NULL,NULL);
INSERT INTO "operation" VALUES(6,'2026-11-23T10:00:00Z','command','stage add','[3]','0001','stage interview 1 at Acme, Platform (3)',NULL,NULL);
INSERT INTO "operation" VALUES(7,'2026-11-23T10:00:00Z','command','add','[4]','0001','add Initech, Tester (4)',NULL,NULL);
INSERT INTO "operation" VALUES(8,'2026-11-23T10:00:00Z','command','accept','[1, 2, 3, 4]','0001','accept Globex, Dev (1); leave 3 others',NULL,NULL);
INSERT INTO "operation" VALUES(9,'2026-11-23T10:00:00Z','command','sent','[2, 3]','0001','sent letter 1 to Acme, Platform (3)',NULL,NULL);
INSERT INTO "operation" VALUES(10,'2026-11-23T10:00:00Z','command','explain','[2]','0001','explain to Acme, Backend (2)',NULL,NULL);
INSERT INTO "operation" VALUES(11,'2026-11-23T10:00:00Z','command','remind','[1]','0001','reminder on Globex, Dev (1)',NULL,NULL);
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
INSERT INTO "profile" VALUES(1,'Robin Ames','robin@example.org',NULL,NULL,NULL,NULL,NULL,NULL,NULL);
CREATE TABLE reminder (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	application_id INTEGER NOT NULL, 
	due_on TEXT NOT NULL, 
	text TEXT, 
	why TEXT, 
	done_at TEXT, 
	CONSTRAINT fk_reminder_application_id FOREIGN KEY(application_id) REFERENCES application (id)
);
INSERT INTO "reminder" VALUES(1,1,'2026-12-05','call',NULL,NULL);
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
	invitation BLOB, 
	CONSTRAINT fk_stage_application_id FOREIGN KEY(application_id) REFERENCES application (id), 
	CONSTRAINT uq_stage_application_id_number UNIQUE (application_id, number)
);
INSERT INTO "stage" VALUES(1,3,1,'interview',1,'declined','2026-12-01T14:00:00Z','Etc/UTC',NULL,NULL,NULL,NULL,NULL,0,0,NULL,NULL,NULL,NULL,NULL);
CREATE TABLE stage_person (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	stage_id INTEGER NOT NULL, 
	contact_id INTEGER NOT NULL, 
	CONSTRAINT fk_stage_person_contact_id FOREIGN KEY(contact_id) REFERENCES contact (id), 
	CONSTRAINT fk_stage_person_stage_id FOREIGN KEY(stage_id) REFERENCES stage (id), 
	CONSTRAINT uq_stage_person_stage_id_contact_id UNIQUE (stage_id, contact_id)
);
INSERT INTO "stage_person" VALUES(1,1,3);
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
INSERT INTO "withdrawal" VALUES(1,3,'other_offer',NULL,NULL,'I have accepted another position.','decline_interview','interview','2026-11-23','2026-11-23',1,NULL);
INSERT INTO "withdrawal" VALUES(2,2,'other_offer',NULL,NULL,'I have accepted another position.','withdraw_application','applied','2026-11-23','2026-11-23',1,NULL);
INSERT INTO "withdrawal" VALUES(3,4,'other_offer',NULL,NULL,'I have accepted another position.','withdraw_application','applied','2026-11-23',NULL,2,NULL);
CREATE INDEX ix_operation_reverses ON operation (reverses);
CREATE INDEX ix_operation_undone_by ON operation (undone_by);
CREATE INDEX ix_application_agency_id ON application (agency_id);
CREATE INDEX ix_application_company_id ON application (company_id);
CREATE INDEX ix_application_newest ON application (updated_at, id);
CREATE INDEX ix_application_open ON application (updated_at, id) WHERE closed_at IS NULL;
CREATE INDEX ix_application_status_newest ON application (status, updated_at, id);
CREATE INDEX ix_change_operation_id ON change (operation_id);
CREATE INDEX ix_change_table_name_row_id ON change (table_name, row_id);
CREATE INDEX ix_contact_company_id ON contact (company_id);
CREATE INDEX ix_contact_email ON contact (email);
CREATE INDEX ix_application_contact_contact_id ON application_contact (contact_id);
CREATE INDEX ix_message_application_id ON message (application_id);
CREATE INDEX ix_message_message_id ON message (message_id);
CREATE INDEX ix_message_state ON message (state);
CREATE INDEX ix_note_application_id ON note (application_id);
CREATE INDEX ix_reminder_application_id ON reminder (application_id);
CREATE INDEX ix_reminder_due_on ON reminder (due_on);
CREATE INDEX ix_stage_calendar_uid ON stage (calendar_uid);
CREATE INDEX ix_concern_application_id ON concern (application_id);
CREATE INDEX ix_concern_stage_id ON concern (stage_id);
CREATE INDEX ix_delivery_message_id ON delivery (message_id);
CREATE INDEX ix_event_application_id_at ON event (application_id, at);
CREATE INDEX ix_event_at ON event (at);
CREATE INDEX ix_event_stage_id ON event (stage_id);
CREATE INDEX ix_stage_person_contact_id ON stage_person (contact_id);
CREATE INDEX ix_withdrawal_application_id ON withdrawal (application_id);
CREATE INDEX ix_withdrawal_message_id ON withdrawal (message_id);
CREATE INDEX ix_withdrawal_used ON withdrawal (reason, stage) WHERE revoked_at IS NULL;
DELETE FROM "sqlite_sequence";
INSERT INTO "sqlite_sequence" VALUES('profile',1);
INSERT INTO "sqlite_sequence" VALUES('operation',11);
INSERT INTO "sqlite_sequence" VALUES('change',68);
INSERT INTO "sqlite_sequence" VALUES('company',3);
INSERT INTO "sqlite_sequence" VALUES('application',4);
INSERT INTO "sqlite_sequence" VALUES('event',18);
INSERT INTO "sqlite_sequence" VALUES('contact',4);
INSERT INTO "sqlite_sequence" VALUES('application_contact',5);
INSERT INTO "sqlite_sequence" VALUES('stage',1);
INSERT INTO "sqlite_sequence" VALUES('stage_person',1);
INSERT INTO "sqlite_sequence" VALUES('note',1);
INSERT INTO "sqlite_sequence" VALUES('withdrawal',3);
INSERT INTO "sqlite_sequence" VALUES('message',3);
INSERT INTO "sqlite_sequence" VALUES('reminder',1);
COMMIT;
