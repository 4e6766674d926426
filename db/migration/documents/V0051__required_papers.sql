-- Which papers a kind of case needs on a day. Reference data, no personal data; a change of the law is a new dated row.
CREATE TABLE paper_requirement (
  id                  bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  case_type           text NOT NULL,
  paper_code          text NOT NULL,
  name                text NOT NULL,
  signed_by           text,                -- who must sign; null: nobody
  obtainable_by_check boolean NOT NULL,    -- a data check brings it: it may not be demanded (社会救助法 第六十二条)
  condition           text,                -- when it is needed; null: always
  basis               text NOT NULL,
  position            int NOT NULL,
  valid_from          date NOT NULL,
  valid_to            date,
  CHECK (valid_to >= valid_from),
  EXCLUDE USING gist (case_type WITH =, paper_code WITH =, daterange(valid_from, valid_to, '[]') WITH &&)
);
GRANT SELECT ON paper_requirement TO minzheng_app;
