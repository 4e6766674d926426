package minzheng.people;

import java.util.ArrayList;
import java.util.List;

/**
 * What a life event leads to, filled by every listener. The preview is the same transaction rolled
 * back, so what it lists is what the confirmation does.
 */
public final class Effects {
  private final List<Effect> effects = new ArrayList<>();

  /**
   * One consequence.
   *
   * @param desk whose work it is, such as 社会救助
   * @param text what happens, in one sentence
   * @param told it does not happen by itself: those who decide it were told
   */
  public record Effect(String desk, String text, boolean told) {}

  public void add(String desk, String text) {
    effects.add(new Effect(desk, text, false));
  }

  /** What asks for a decision of somebody, who was told. */
  public void told(String desk, String text) {
    effects.add(new Effect(desk, text, true));
  }

  public List<Effect> list() {
    return List.copyOf(effects);
  }
}
