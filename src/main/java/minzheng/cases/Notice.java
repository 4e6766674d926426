package minzheng.cases;

import java.security.SecureRandom;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import minzheng.kernel.Money;
import minzheng.web.Labelled;
import minzheng.web.Tone;

/**
 * A public notice of a case.
 *
 * @param key of its public address, /notices/{key}
 * @param name masked: 张*
 * @param placeNames where it hangs, as printed
 * @param endsOn the case moves on when this day has come: first day plus the days of the notice
 * @param stoppedOn the day an objection stopped it, or null
 * @param office that posted it and takes objections
 * @param proofId photo of the posting, an attachment, or null
 */
public record Notice(
    long id,
    String region,
    long caseId,
    String key,
    String programme,
    String name,
    int members,
    Money amount,
    List<String> places,
    String placeNames,
    LocalDate from,
    int days,
    LocalDate endsOn,
    State state,
    LocalDate stoppedOn,
    LocalDate closedOn,
    Long proofId,
    String proofNote,
    String office,
    Instant postedAt) {

  /** The last day it hangs. */
  public LocalDate until() {
    return endsOn.minusDays(1);
  }

  private static final String KEY_SIGNS = "0123456789abcdefghjkmnpqrstvwxyz";
  private static final SecureRandom RANDOM = new SecureRandom();

  /** Tells nothing about the case, and cannot be guessed from another. */
  static String newKey() {
    var key = new StringBuilder(12);
    for (int i = 0; i < 12; i++) key.append(KEY_SIGNS.charAt(RANDOM.nextInt(KEY_SIGNS.length())));
    return key.toString();
  }

  /** What the public may read of it. */
  Shown extract() {
    return new Shown(
        key,
        Desk.DISTRICT.office(region),
        programme,
        name,
        members,
        amount,
        placeNames,
        from,
        until(),
        office);
  }

  /** How a notice stands. */
  public enum State implements Labelled {
    POSTED("公示中", Tone.NOW),
    OBJECTED("有异议", Tone.WARN),
    ENDED("公示期满", Tone.OK),
    CANCELLED("已撤下", Tone.PLAIN);

    private final String label;
    private final Tone tone;

    State(String label, Tone tone) {
      this.label = label;
      this.tone = tone;
    }

    @Override
    public String label() {
      return label;
    }

    @Override
    public Tone tone() {
      return tone;
    }
  }

  /** Who objected to what; for the office only. */
  public record Objection(
      long id,
      long noticeId,
      LocalDate receivedOn,
      String objector,
      String contact,
      String content,
      Instant recordedAt) {}

  /** What anybody may read while the notice hangs. */
  public record Shown(
      String key,
      String area,
      String programme,
      String name,
      int members,
      Money amount,
      String places,
      LocalDate from,
      LocalDate until,
      String office) {}
}
