package minzheng.messages;

import java.util.List;

/** The port by which messages leave the process. */
interface Carrier {
  Channel channel();

  /** Stored with what was handed over, and shown. */
  String name();

  /** So many at once. */
  int most();

  /**
   * Whether the same parcel handed over again, under the same name, reaches nobody twice. If not,
   * what a dead node left behind is for a person to decide.
   */
  boolean repeatable();

  /**
   * Hands a parcel over; outside any transaction.
   *
   * @return what became of each message
   * @throws Down when nothing was handed over, and all may be tried later
   */
  List<Outcome> hand(Parcel parcel) throws Down;

  /** The other side cannot be reached. The sentence has no personal data. */
  final class Down extends Exception {
    Down(String sentence) {
      super(sentence);
    }
  }
}
