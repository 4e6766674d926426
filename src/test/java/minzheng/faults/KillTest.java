package minzheng.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ThreadLocalRandom;
import minzheng.faults.Kills.Hit;
import minzheng.faults.Kills.Victim;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * SIGKILL in the middle of background work, to the worker's JVM and to PostgreSQL: no row is lost,
 * none is there twice, and every total is that of the same work left in peace.
 */
@Order(1)
class KillTest {
  /** Persons, households, elders, singles, open cases: more rows than a page waits for. */
  private static final String SIZE = "9000,60,7000,20,550";

  /** Every moment of a kill comes from it; {@code -Dfaults.seed} repeats a run. */
  private final long seed =
      Long.getLong("faults.seed", ThreadLocalRandom.current().nextLong(1_000_000_000));

  /** One choice for each test: who is hit, and which part of a run. */
  private final SplittableRandom lot = new SplittableRandom(seed);

  @Test
  void each_kind_of_work_outlives_a_killed_worker_and_a_killed_database() {
    said("Kills from -Dfaults.seed=" + seed);
    try (var bureau = new Bureau(SIZE)) {
      var works = works(bureau, Staff.of(bureau));
      var kills = new Kills(bureau, works);
      kills.inPeace();
      int part = lot.nextInt(3);
      hit(kills, works.get(part), Victim.JVM);
      hit(kills, works.get((part + 1) % 3), Victim.POSTGRES);
      for (Work work : works.subList(3, 5))
        for (var victim : Victim.values()) hit(kills, work, victim);
      part = lot.nextInt(2);
      hit(kills, works.get(5 + part), Victim.JVM);
      hit(kills, works.get(6 - part), Victim.POSTGRES);
    }
  }

  /**
   * The profile faults: {@code mvn -Pfaults verify}; with the lists of the old-age allowance and of
   * a raise.
   */
  @Test
  @Tag("faults")
  void thirty_kills_spread_over_every_kind_of_work() throws IOException {
    said("Kills from -Dfaults.seed=" + seed);
    var begun = Instant.now();
    int wanted = Integer.getInteger("faults.kills", 30);
    var hits = new ArrayList<String>();
    try (var bureau = new Bureau(SIZE)) {
      var staff = Staff.of(bureau);
      var works = works(bureau, staff);
      for (var part : OldAgeWork.Part.values()) works.add(new OldAgeWork(bureau, staff, part));
      for (var part : ReassessWork.Part.values()) works.add(new ReassessWork(bureau, staff, part));
      var kills = new Kills(bureau, works);
      kills.inPeace();
      for (int i = 0; i < wanted; i++) {
        Victim victim = Victim.values()[i % 2];
        hits.add(hit(kills, works.get(i / 2 % works.size()), victim).toString());
        Files.write(Path.of("target", "faults.md"), hits);
      }
    }
    said(
        "%d kills in %d minutes, %s, seed %d"
            .formatted(
                hits.size(),
                Duration.between(begun, Instant.now()).toMinutes(),
                begun.atZone(ZoneId.of("Asia/Shanghai")).toLocalDate(),
                seed));
    assertThat(hits).hasSize(wanted);
  }

  private static List<Work> works(Bureau bureau, Staff staff) {
    List<Work> works = new ArrayList<>();
    for (var part : RunWork.Part.values()) works.add(new RunWork(bureau, staff, part));
    works.add(new ResultWork(bureau, staff));
    works.add(new DecisionWork(bureau, staff));
    for (var part : ImportWork.Part.values()) works.add(new ImportWork(bureau, part));
    return works;
  }

  private Hit hit(Kills kills, Work work, Victim victim) {
    var hit = kills.kill(work, victim, lot.nextLong(1_000_000_000));
    said(hit.toString());
    return hit;
  }

  private static void said(String line) {
    System.out.println(line);
  }
}
