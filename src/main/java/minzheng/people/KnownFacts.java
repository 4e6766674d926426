package minzheng.people;

import java.util.List;

/** What another module tells at the ID field about a person whose file is open: cases under way. */
public interface KnownFacts {
  /**
   * One line.
   *
   * @param link address, or null
   */
  record Fact(String text, String link) {}

  List<Fact> about(long personId);
}
