package minzheng.web;

import java.util.List;
import minzheng.security.CurrentUser;

/**
 * What the search box at the top can find. Each module answers for its own records, in the user's
 * scope and with its own audit row where reading is recorded.
 */
public interface SearchSource {
  /** 人员、案件 …: the heading of the hits. */
  String title();

  /**
   * @param text what was typed, without blanks around it, never empty
   */
  List<Hit> find(String text, CurrentUser user, int limit);

  /**
   * One hit.
   *
   * @param note second line, masked: 女 83 岁 990104********0026, may be null
   * @param word state of the record, may be null
   * @param exact the text is this record's number: if it is the only exact hit, its page opens
   */
  record Hit(String title, String url, String note, String word, Tone tone, boolean exact) {
    public Hit(String title, String url, String note) {
      this(title, url, note, null, Tone.PLAIN, false);
    }
  }
}
