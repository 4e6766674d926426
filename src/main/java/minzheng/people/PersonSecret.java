package minzheng.people;

import java.util.List;

/** What another module shows in full once the reason was given and logged: bank accounts. */
public interface PersonSecret {
  /** A word and the full value. */
  record Secret(String label, String value) {}

  List<Secret> of(long personId);
}
