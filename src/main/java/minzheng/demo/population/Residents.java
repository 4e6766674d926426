package minzheng.demo.population;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import minzheng.jurisdiction.Region;
import minzheng.people.Initials;

/**
 * Draws persons and enters them into the register. Numbers are of a division that does not exist
 * (99xxxx), with a correct check digit and each only once; names and addresses are invented.
 */
final class Residents {
  private static final String CHECK = "10X98765432";
  private static final int[] WEIGHTS = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
  private static final LocalDate FIRST_BIRTH = LocalDate.of(1900, 1, 1);
  private static final int ORDERS = 500; // of one sex on one day in one district

  /** A place to live: a community, its name and its district. */
  record Place(String code, String name, int district) {}

  /** A person as the further rows need them. */
  record Person(
      long id, Place place, String surname, String name, boolean female, LocalDate birth) {}

  private final SplittableRandom lot;
  private final LocalDate today;
  private final List<Place> places;
  private final Set<String> taken;
  private final Map<String, List<String>> words = words();
  private final int[] surnameWeights;
  private final Map<String, String> initials = new HashMap<>();
  private final Map<Long, Integer> orders = new HashMap<>();
  private final CopyRows.Table rows;
  private final String stamp;
  private long next;
  private int made;

  /**
   * @param taken numbers that are in the register already
   * @param next the first id to give
   */
  Residents(
      SplittableRandom lot,
      LocalDate today,
      List<Region> communities,
      Set<String> taken,
      CopyRows copy,
      long next) {
    this.lot = lot;
    this.today = today;
    this.taken = taken;
    this.next = next;
    places =
        communities.stream()
            .map(r -> new Place(r.code(), r.name(), Integer.parseInt(r.code().substring(2, 6))))
            .toList();
    stamp = today.minusDays(400) + " 10:00+08";
    rows =
        copy.into(
            "person",
            "id, region, doc_type, doc_number, name, initials, sex, birth_date, hukou, phone,"
                + " address, created_at, created_by, changed_at, changed_by");
    int most = words.get("surname").size();
    surnameWeights = new int[most];
    int sum = 0;
    for (int i = 0; i < most; i++) surnameWeights[i] = sum += 1_000 / (i + 3);
  }

  int made() {
    return made;
  }

  Place place() {
    return places.get(lot.nextInt(places.size()));
  }

  String address(Place place) {
    return "%s %d 栋 %d 单元 %d 号"
        .formatted(place.name(), 1 + lot.nextInt(40), 1 + lot.nextInt(4), 1 + lot.nextInt(36));
  }

  /** Enters somebody of an age in whole years today. */
  Person enter(Place place, String surname, int age, String address) {
    LocalDate birth = today.minusYears(age).minusDays(1 + lot.nextInt(364));
    boolean female = lot.nextInt(100) < (age >= 80 ? 58 : 50);
    String family = surname == null ? surname() : surname;
    String name = family + given(female);
    var person = new Person(next++, place, family, name, female, birth);
    String phone =
        age >= 14 && lot.nextInt(10) < 8 ? "139%08d".formatted(lot.nextInt(100_000_000)) : null;
    rows.row(
        person.id(),
        place.code(),
        "ID",
        number(place.district(), birth, female),
        name,
        initials.computeIfAbsent(name, n -> "{" + String.join(",", Initials.of(n)) + "}"),
        female ? "F" : "M",
        birth,
        place.code(),
        phone,
        address,
        stamp,
        Population.MAKER,
        stamp,
        Population.MAKER);
    made++;
    return person;
  }

  private String surname() {
    int drawn = lot.nextInt(surnameWeights[surnameWeights.length - 1]);
    int at = java.util.Arrays.binarySearch(surnameWeights, drawn + 1);
    return words.get("surname").get(at >= 0 ? at : -at - 1);
  }

  /** Half of the given names as the list has them, half put together from two of its names. */
  private String given(boolean female) {
    var list = words.get(female ? "female" : "male");
    String one = list.get(lot.nextInt(list.size()));
    if (lot.nextBoolean()) return one;
    String two = list.get(lot.nextInt(list.size()));
    return one.substring(0, 1) + two.substring(two.length() - 1);
  }

  private String number(int district, LocalDate birth, boolean female) {
    int day = (int) ChronoUnit.DAYS.between(FIRST_BIRTH, birth);
    long slot = (district * 100_000L + day) * 2 + (female ? 0 : 1);
    while (true) {
      int used = orders.merge(slot, 1, Integer::sum) - 1;
      if (used >= ORDERS) throw new IllegalStateException("no number left for " + birth);
      int order = (int) ((used * 37L + slot * 11) % ORDERS) * 2 + (female ? 0 : 1);
      String body =
          "99%04d%s%03d".formatted(district, birth.format(DateTimeFormatter.BASIC_ISO_DATE), order);
      int sum = 0;
      for (int i = 0; i < 17; i++) sum += (body.charAt(i) - '0') * WEIGHTS[i];
      String number = body + CHECK.charAt(sum % 11);
      if (!taken.contains(number)) return number;
    }
  }

  private static Map<String, List<String>> words() {
    var lists = new HashMap<String, List<String>>();
    try (var in =
        new BufferedReader(
            new InputStreamReader(
                Residents.class.getResourceAsStream("/db/demo/names.txt"),
                StandardCharsets.UTF_8))) {
      for (String line : in.lines().filter(l -> !l.startsWith("#")).toList()) {
        var words = List.of(line.split(" "));
        lists.put(words.getFirst(), words.subList(1, words.size()));
      }
      return lists;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
