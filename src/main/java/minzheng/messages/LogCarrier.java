package minzheng.messages;

import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes one line a message, without address and text; the message itself is read in the product.
 * For offices without gateway or mail server, and for the demo city.
 */
class LogCarrier implements Carrier {
  private static final Logger LOG = LoggerFactory.getLogger(LogCarrier.class);

  private final Channel channel;

  LogCarrier(Channel channel) {
    this.channel = channel;
  }

  @Override
  public Channel channel() {
    return channel;
  }

  @Override
  public String name() {
    return "log";
  }

  @Override
  public int most() {
    return 500;
  }

  @Override
  public boolean repeatable() {
    return true;
  }

  @Override
  public List<Outcome> hand(Parcel parcel) {
    for (var item : parcel.items())
      LOG.info("Message {} ({}, {}) is told by log only", item.id(), channel, item.template());
    return parcel.items().stream().map(item -> Outcome.taken(item.id())).toList();
  }
}
