package minzheng.demo;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/**
 * Fictitious persons, always the same for one seed: names from lists, real streets, and numbers of
 * a division that does not exist (99xxxx), so that no real person's number arises.
 */
final class Citizens {
  private static final String CHECK = "10X98765432";
  private static final int[] WEIGHTS = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};

  private final Random random;
  private final Map<String, List<String>> names = lines("/db/demo/names.txt");
  private final Map<String, List<String>> streets = lines("/db/demo/streets.txt");
  private final Set<String> numbers = new HashSet<>();

  Citizens(long seed) {
    random = new Random(seed);
  }

  /** A person before anybody registered them. */
  record Citizen(String idNumber, String name, boolean female, LocalDate birth) {}

  /** Somebody of that age on the day, with this surname, or any when null. */
  Citizen citizen(String district, String surname, int age, LocalDate on) {
    boolean female = random.nextBoolean();
    LocalDate birth = on.minusYears(age).minusDays(1 + random.nextInt(364));
    String family = surname == null ? surname() : surname;
    String given = pick(names.get(female ? "female" : "male"));
    return new Citizen(number(district, birth, female), family + given, female, birth);
  }

  String surname() {
    return pick(names.get("surname"));
  }

  String address(String district) {
    return pick(streets.get(district))
        + " "
        + (1 + random.nextInt(180))
        + " 号 "
        + (1 + random.nextInt(12))
        + " 栋 "
        + (1 + random.nextInt(4))
        + " 单元 "
        + (1 + random.nextInt(18))
        + " 号";
  }

  String phone() {
    return "139%08d".formatted(random.nextInt(100_000_000));
  }

  String bankAccount() {
    return "6228%015d".formatted(Math.abs(random.nextLong() % 1_000_000_000_000_000L));
  }

  int between(int from, int to) {
    return from + random.nextInt(to - from + 1);
  }

  <T> T pick(List<T> list) {
    return list.get(random.nextInt(list.size()));
  }

  private String number(String district, LocalDate birth, boolean female) {
    while (true) {
      int order = random.nextInt(500) * 2 + (female ? 0 : 1);
      String body =
          "99"
              + district.substring(2)
              + birth.format(DateTimeFormatter.BASIC_ISO_DATE)
              + "%03d".formatted(order);
      int sum = 0;
      for (int i = 0; i < 17; i++) sum += (body.charAt(i) - '0') * WEIGHTS[i];
      String number = body + CHECK.charAt(sum % 11);
      if (numbers.add(number)) return number;
    }
  }

  private static Map<String, List<String>> lines(String resource) {
    var lists = new HashMap<String, List<String>>();
    try (var in =
        new BufferedReader(
            new InputStreamReader(
                Citizens.class.getResourceAsStream(resource), StandardCharsets.UTF_8))) {
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
