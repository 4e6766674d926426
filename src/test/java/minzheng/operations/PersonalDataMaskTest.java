package minzheng.operations;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a library or the database may quote, and what an operator still reads. */
class PersonalDataMaskTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Key (doc_number)=(510104197503011234) already exists.       | Key (doc_number)=(***) already exists.
          Key (name, x)=(Jane (Mary) Doe, 7) is not present in table "t". | Key (name, x)=(***) is not present in table "t".
          Failing row contains (7, 510104, Jane Doe, 1970-01-01).     | Failing row contains (***).
          For input string: "J. Doe"                                  | For input string: "***"
          invalid input syntax for type bigint: "J. Doe"              | invalid input syntax for type bigint: "***"
          person 990199197003011234 moved                             | person *** moved
          person 99019919700301123X moved                             | person *** moved
          call 13980012345                                            | call ***
          call 028-86651234 now                                       | call *** now
          account 6228 4800 0001 2345 678                             | account ***
          born 19700301                                               | born ***
          born 1970-03-01                                             | born ***
          该身份证号已登记为“周德安”，与填写的姓名不符                          | ***
          The draft of run 1234 failed                                | The draft of run 1234 failed
          run FF510104-DB-202611 has 585000 rows                      | run FF510104-DB-202611 has 585000 rows
          Started in 7.25 seconds (process running for 8.11)          | Started in 7.25 seconds (process running for 8.11)
          Tomcat started on port 8080                                 | Tomcat started on port 8080
          at minzheng.people.Persons.get(Persons.java:120)            | at minzheng.people.Persons.get(Persons.java:120)
          PgConnection@7c1b3f2f                                       | PgConnection@7c1b3f2f
          """)
  void keeps_what_an_operator_needs_and_nothing_of_a_person(String text, String expected) {
    assertThat(PersonalDataMask.mask(text)).isEqualTo(expected);
  }
}
