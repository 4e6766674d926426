package minzheng.people;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import minzheng.audit.Audit;
import minzheng.kernel.Masking;
import minzheng.kernel.PersonName;
import minzheng.security.Planning;
import minzheng.security.Scope;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * One search box for people: the shape of what was typed chooses the kind of query. Every kind is a
 * range or an equality on a stored column, the only conditions that use an index under row-level
 * security (docs/decisions/0040).
 */
@Service
public class PersonSearch {
  /** Sorts after every continuation of a prefix. */
  static final String LAST = Character.toString(Character.MAX_CODE_POINT);

  static final String BY_NAME =
      """
      SELECT DISTINCT suffix AS key, person_id FROM name_part
      WHERE suffix < :until AND (suffix, person_id) > (:afterKey, :afterId)
      ORDER BY suffix, person_id LIMIT :limit
      """;

  /** The same inside one district, through its own index. */
  static final String BY_NAME_IN_DISTRICT =
      BY_NAME.replace("WHERE ", "WHERE district = :district AND ");

  static final String BY_DOCUMENT =
      """
      SELECT DISTINCT doc_number AS key, person_id FROM person_scope
      WHERE doc_number < :until AND (doc_number, person_id) > (:afterKey, :afterId)
      ORDER BY doc_number, person_id LIMIT :limit
      """;

  static final String BY_PHONE_TAIL =
      """
      SELECT DISTINCT phone_tail AS key, person_id FROM person_scope
      WHERE phone_tail = :from AND person_id > :afterId
      ORDER BY phone_tail, person_id LIMIT :limit
      """;

  private final JdbcClient jdbc;
  private final Planning planning;
  private final Audit audit;

  PersonSearch(JdbcClient jdbc, Planning planning, Audit audit) {
    this.jdbc = jdbc;
    this.planning = planning;
    this.audit = audit;
  }

  /** How a typed text is understood. */
  public enum Shape {
    NOTHING("请输入要查找的内容"),
    DOCUMENT("证件号码"),
    DOCUMENT_PREFIX("证件号码前几位"),
    PHONE("手机号"),
    PHONE_TAIL("手机尾号"),
    INITIALS("拼音首字母"),
    NAME("姓名");

    private final String label;

    Shape(String label) {
      this.label = label;
    }

    public String label() {
      return label;
    }

    /** The shape of an already normalized text. */
    static Shape of(String text) {
      if (text.isEmpty()) return NOTHING;
      if (text.matches("1[0-9]{10}")) return PHONE;
      if (text.matches("[0-9]{4}")) return PHONE_TAIL;
      if (text.matches("[0-9]{17}[0-9X]")) return DOCUMENT;
      if (text.matches("[0-9]{5,17}")) return DOCUMENT_PREFIX;
      if (text.matches("[A-Z0-9]*[0-9][A-Z0-9]*"))
        return text.length() >= 5 ? DOCUMENT : DOCUMENT_PREFIX;
      return text.matches("[A-Z]+") ? INITIALS : NAME;
    }
  }

  /**
   * What was found.
   *
   * @param next where the next page begins, or null at the end
   */
  public record Found(Shape shape, List<Person> persons, String next) {}

  /**
   * Persons whose files are open to the current office. Logged with the masked text and the count.
   *
   * @param after {@link Found#next} of the page before, or null
   */
  @Transactional
  public Found search(String typed, String after, int limit) {
    String text = normalize(typed);
    Shape shape = Shape.of(text);
    String from =
        switch (shape) {
          case PHONE -> text.substring(text.length() - 4);
          case INITIALS -> text.toLowerCase(Locale.ROOT);
          case NAME -> PersonName.normalize(typed);
          default -> text;
        };
    String sql =
        switch (shape) {
          case NOTHING -> null;
          case NAME, INITIALS -> Scope.district() == null ? BY_NAME : BY_NAME_IN_DISTRICT;
          case PHONE, PHONE_TAIL -> BY_PHONE_TAIL;
          case DOCUMENT, DOCUMENT_PREFIX -> BY_DOCUMENT;
        };
    if (sql == null) return new Found(shape, List.of(), null);
    List<Key> keys = keys(sql, from, after, limit);
    boolean more = keys.size() > limit;
    if (more) keys = keys.subList(0, limit);
    planning.once(); // what follows goes by the ids that were found
    var persons = new ArrayList<Person>();
    var open = byId(keys.stream().map(Key::personId).distinct().toList());
    for (long id : keys.stream().map(Key::personId).distinct().toList()) {
      Person person = open.get(id);
      if (person != null && (shape != Shape.PHONE || text.equals(person.phone())))
        persons.add(person);
    }
    String asked =
        switch (shape) {
          case DOCUMENT, DOCUMENT_PREFIX -> Masking.idNumber(text);
          case PHONE -> Masking.phone(text);
          default -> text;
        };
    audit.write(
        "查找",
        "人员",
        null,
        Scope.region(),
        null,
        null,
        Map.of("by", shape.label(), "text", asked, "count", persons.size()));
    String next = more ? keys.getLast().key() + "_" + keys.getLast().personId() : null;
    return new Found(shape, List.copyOf(persons), next);
  }

  private record Key(String key, long personId) {}

  /** One more than the limit where there are more. */
  private List<Key> keys(String sql, String from, String after, int limit) {
    // the first page begins before everything that begins so
    int cut = after == null ? -1 : after.lastIndexOf('_');
    String afterKey = cut < 0 ? from : after.substring(0, cut);
    long afterId = cut < 0 ? 0 : number(after.substring(cut + 1));
    if (afterKey.compareTo(from) < 0) afterKey = from;
    return jdbc.sql(sql)
        .param("from", from)
        .param("until", from + LAST)
        .param("afterKey", afterKey)
        .param("afterId", afterId)
        .param("limit", limit + 1)
        .param("district", Scope.district())
        .query((row, n) -> new Key(row.getString("key"), row.getLong("person_id")))
        .list();
  }

  private Map<Long, Person> byId(List<Long> ids) {
    var found = new HashMap<Long, Person>();
    if (ids.isEmpty()) return found;
    jdbc.sql(PersonRow.SELECT + "WHERE p.id = ANY (?)")
        .param(ids.toArray(Long[]::new))
        .query(PersonRow::map)
        .list()
        .forEach(person -> found.put(person.id(), person));
    return found;
  }

  /** Full-width digits and letters as card readers and input methods type them, no spaces. */
  static String normalize(String typed) {
    if (typed == null) return "";
    String text = java.text.Normalizer.normalize(typed, java.text.Normalizer.Form.NFKC);
    return text.replaceAll("\\s", "").toUpperCase(Locale.ROOT);
  }

  private static long number(String text) {
    return text.matches("[0-9]{1,18}") ? Long.parseLong(text) : 0;
  }
}
