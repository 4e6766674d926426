package minzheng.payments;

import java.util.List;
import java.util.Map;
import minzheng.jurisdiction.Regions;
import minzheng.messages.Message;
import minzheng.messages.Messages;
import minzheng.people.Persons;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Tells a payee that the account must be looked at, without amount, month or programme. */
@Component
class ReturnMessages {
  private final JdbcClient jdbc;
  private final Persons persons;
  private final Regions regions;
  private final Messages messages;

  ReturnMessages(JdbcClient jdbc, Persons persons, Regions regions, Messages messages) {
    this.jdbc = jdbc;
    this.persons = persons;
    this.regions = regions;
    this.messages = messages;
  }

  private record Returned(long id, String region, long payee) {}

  /** In the transaction that takes the bank's answer over; one message a returned line. */
  void tell(long resultFile) {
    List<Returned> lines =
        jdbc.sql(
                """
                SELECT l.id, l.region, l.payee_id AS payee
                FROM result_line r JOIN bank_line l ON l.id = r.bank_line_id
                WHERE r.file_id = ? AND NOT r.paid AND l.state = 'RETURNED' ORDER BY l.id
                """)
            .param(resultFile)
            .query(Returned.class)
            .list();
    if (lines.isEmpty()) return;
    var payees = persons.all(lines.stream().map(Returned::payee).distinct().toList());
    for (var line : lines) {
      var payee = payees.get(line.payee());
      if (payee == null || payee.deathDate() != null) continue;
      messages.queue(
          Message.sms(
                  line.region(),
                  "bank-line:" + line.id() + ":returned",
                  payee.id(),
                  payee.name(),
                  payee.phone(),
                  "payment.returned",
                  Map.of("office", office(line.region())))
              .about("BANK_LINE", line.id()));
    }
  }

  private String office(String region) {
    String street = region.substring(0, Math.min(9, region.length()));
    return regions.name(street) + (street.length() == 9 ? "办事处" : "民政局");
  }
}
