package minzheng.subsidy;

import java.time.YearMonth;
import java.util.Map;
import minzheng.jurisdiction.Regions;
import minzheng.messages.Message;
import minzheng.messages.Messages;
import minzheng.people.Person;
import org.springframework.stereotype.Component;

/**
 * Tells a person what a list has changed, in the transaction that changes it; the words name no
 * programme.
 */
@Component
public class BenefitMessages {
  private static final int STREET_DIGITS = 9;

  private final Messages messages;
  private final Regions regions;

  BenefitMessages(Messages messages, Regions regions) {
    this.messages = messages;
    this.regions = regions;
  }

  /**
   * Something is paid without an application.
   *
   * @param cause so that it is told once, such as {@code oldage:318}
   * @param number of the list
   */
  public void begun(String cause, String region, Person person, String number, YearMonth from) {
    tell("benefit.begun", cause, region, person, number, from);
  }

  /** What is paid already is more from a month on. */
  public void raised(String cause, String region, Person person, String number, YearMonth from) {
    tell("benefit.raised", cause, region, person, number, from);
  }

  private void tell(
      String template, String cause, String region, Person person, String number, YearMonth from) {
    messages.queue(
        Message.sms(
            region,
            cause,
            person.id(),
            person.name(),
            person.phone(),
            template,
            Map.of("number", number, "month", from.toString(), "office", office(region))));
  }

  private String office(String region) {
    String street = region.substring(0, Math.min(STREET_DIGITS, region.length()));
    return regions.name(street) + (street.length() == STREET_DIGITS ? "办事处" : "民政局");
  }
}
