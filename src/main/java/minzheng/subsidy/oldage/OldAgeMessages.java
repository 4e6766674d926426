package minzheng.subsidy.oldage;

import java.util.Map;
import minzheng.jurisdiction.Regions;
import minzheng.messages.Message;
import minzheng.messages.Messages;
import minzheng.people.Person;
import minzheng.subsidy.oldage.ItemStore.Item;
import org.springframework.stereotype.Component;

/** Tells a person that something is paid without an application; the words name no programme. */
@Component
class OldAgeMessages {
  private static final int STREET_DIGITS = 9;

  private final Messages messages;
  private final Regions regions;

  OldAgeMessages(Messages messages, Regions regions) {
    this.messages = messages;
    this.regions = regions;
  }

  /** In the transaction that grants. */
  void granted(Round round, Item item, Person person) {
    messages.queue(
        Message.sms(
            item.region(),
            "oldage:" + item.id(),
            person.id(),
            person.name(),
            person.phone(),
            item.kind() == ItemKind.NEW ? "benefit.begun" : "benefit.raised",
            Map.of(
                "number", round.number(),
                "month", item.first().toString(),
                "office", office(item.region()))));
  }

  private String office(String region) {
    String street = region.substring(0, Math.min(STREET_DIGITS, region.length()));
    return regions.name(street) + (street.length() == STREET_DIGITS ? "办事处" : "民政局");
  }
}
