package minzheng.benchmark;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Sixteen people of sixteen districts at once, each signed in and inside the own scope, on the
 * pages of the day; each page takes turns with the bare one.
 */
final class Pages {
  private static final int USERS = 16;
  private static final int ROUNDS = 3;
  private static final int KNOWN = 500;

  /** A node runs for weeks: its compiler is given time to see each page. */
  private static final int WARM_UP = Integer.getInteger("benchmark.warm-up", 60) * 1000;

  private final Town town;
  private final int millis;
  private final List<Crowd.User> users = new ArrayList<>();
  private final List<List<String>> names = new ArrayList<>();
  private final List<List<String>> persons = new ArrayList<>();
  private final List<List<String>> cases = new ArrayList<>();

  Pages(Town town, int millis) throws SQLException {
    this.town = town;
    this.millis = millis;
    for (String username :
        town.column(
            "SELECT username FROM account WHERE username ~ '^5101[0-9]{2}.caseworker$' ORDER BY 1"
                + " LIMIT "
                + USERS)) {
      String district = username.substring(0, 6);
      users.add(new Crowd.User(username, town.signedIn(username).cookie()));
      names.add(
          some("SELECT DISTINCT left(name, 2) AS it FROM person WHERE " + inside(district), "it"));
      persons.add(some("SELECT id AS it FROM person WHERE " + inside(district), "it"));
      cases.add(some("SELECT id AS it FROM case_file WHERE " + inside(district), "it"));
    }
    if (users.size() < USERS) throw new AssertionError("Only " + users.size() + " districts");
  }

  private static String inside(String district) {
    return "region ^@ '" + district + "'";
  }

  private List<String> some(String query, String column) throws SQLException {
    return town.column(
        "SELECT %s FROM (%s) q ORDER BY md5(%1$s::text) LIMIT %d".formatted(column, query, KNOWN));
  }

  /**
   * Requests per second.
   *
   * @param bare those of the bare page in the same rounds
   * @param ratio the median of the rounds' ratios
   */
  record Result(double perSecond, double bare, double ratio) {}

  Map<String, Result> measure() {
    var wishes = new LinkedHashMap<String, Crowd.Wish>();
    wishes.put("person search", (u, lot) -> "/people?q=" + encoded(pick(names, u, lot)));
    wishes.put("case list", (u, lot) -> "/cases");
    wishes.put("inbox", (u, lot) -> "/");
    wishes.put("person page", (u, lot) -> "/people/" + pick(persons, u, lot));
    wishes.put("case page", (u, lot) -> "/subsidy/cases/" + pick(cases, u, lot));
    Crowd.Wish bare = (u, lot) -> BarePage.ADDRESS;
    var rates = new LinkedHashMap<String, List<Double>>();
    var bares = new LinkedHashMap<String, List<Double>>();
    var ratios = new LinkedHashMap<String, List<Double>>();
    try (var crowd = new Crowd(town.port(), users);
        var strangers =
            new Crowd(town.port(), users.stream().map(u -> new Crowd.User("", null)).toList())) {
      for (int round = 0; round <= ROUNDS; round++) // the first one warms up
      for (var wish : wishes.entrySet()) {
          int time = round == 0 ? WARM_UP : millis;
          double plain = strangers.ask(time / (round == 0 ? 4 : 1), round, bare);
          double page = crowd.ask(time, round, wish.getValue());
          if (round == 0) continue;
          rates.computeIfAbsent(wish.getKey(), k -> new ArrayList<>()).add(page);
          bares.computeIfAbsent(wish.getKey(), k -> new ArrayList<>()).add(plain);
          ratios.computeIfAbsent(wish.getKey(), k -> new ArrayList<>()).add(page / plain);
        }
    }
    var results = new LinkedHashMap<String, Result>();
    for (String name : wishes.keySet())
      results.put(
          name,
          new Result(
              Figures.median(rates.get(name)),
              Figures.median(bares.get(name)),
              Figures.median(ratios.get(name))));
    return results;
  }

  /** Milliseconds of the dashboard for the city's supervisor, one after another. */
  List<Double> dashboard() {
    var supervisor = new Crowd.User("", town.signedIn("5101.supervisor").cookie());
    try (var crowd = new Crowd(town.port(), List.of(supervisor))) {
      crowd.oneByOne(3, 0, (u, lot) -> "/dashboard");
      return crowd.oneByOne(21, 0, (u, lot) -> "/dashboard");
    }
  }

  private static String pick(List<List<String>> all, int user, java.util.SplittableRandom lot) {
    var own = all.get(user);
    return own.get(lot.nextInt(own.size()));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
