package minzheng.messages;

import java.util.List;
import minzheng.security.Scope;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends what is queued. Several nodes may send at once: each takes rows of its own. A message is
 * noted as possibly sent before it is handed over, and as sent afterwards; what lies between when a
 * node dies is repeated only where a repeat does no harm.
 */
final class Sender {
  private static final Logger LOG = LoggerFactory.getLogger(Sender.class);

  /** Parcels of one channel in one go, so that the others get their turn. */
  private static final int AT_ONCE = 200;

  private final Outbox outbox;
  private final List<Carrier> carriers;
  private final Settings settings;
  private final String region;
  private final String node;

  /**
   * @param region whose messages are sent
   */
  Sender(Outbox outbox, List<Carrier> carriers, Settings settings, String region, String node) {
    this.outbox = outbox;
    this.carriers = carriers;
    this.settings = settings;
    this.region = region;
    this.node = node;
  }

  void run() {
    Scope.runAs(
        region,
        () -> {
          takeOver();
          for (Carrier carrier : carriers) send(carrier);
        });
  }

  private void takeOver() {
    for (int i = 0; i < AT_ONCE; i++) {
      var left = outbox.takeOver(settings.takeOverAfter(), node);
      if (left.isEmpty()) return;
      Parcel parcel = left.get();
      if (parcel.items().isEmpty()) continue; // in doubt now
      var same =
          carriers.stream()
              .filter(c -> c.channel() == parcel.channel() && c.name().equals(parcel.carrier()))
              .findFirst();
      if (same.isPresent()) hand(same.get(), parcel);
      else outbox.doubt(parcel.id(), "发送方式已更换，不知道原来是否已经送出");
    }
  }

  private void send(Carrier carrier) {
    for (int i = 0; i < AT_ONCE; i++) {
      var parcel = outbox.claim(carrier, region, node);
      if (parcel.isEmpty() || !hand(carrier, parcel.get())) return;
    }
  }

  /** Whether more may be handed over. */
  private boolean hand(Carrier carrier, Parcel parcel) {
    try {
      outbox.note(parcel, carrier.hand(parcel), settings.pauses());
      return true;
    } catch (Carrier.Down down) {
      LOG.warn("{} messages wait: {}", carrier.channel(), down.getMessage());
      outbox.later(parcel, down.getMessage(), settings.pauses());
      return false;
    }
  }
}
