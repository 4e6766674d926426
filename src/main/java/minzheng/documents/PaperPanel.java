package minzheng.documents;

import java.util.ArrayList;
import java.util.List;
import minzheng.web.Option;

/**
 * The papers of one record as its page shows them.
 *
 * @param rows the required papers in their order
 * @param others files outside the list
 */
public record PaperPanel(
    String ownerType, AttachmentOwner.Owner owner, List<Row> rows, List<Attachment> others) {

  /** How a required paper stands. */
  public enum State {
    UPLOADED("ok"),
    MISSING("warn"),
    BY_CHECK("plain"),
    IF_APPLIES("plain");

    private final String kind;

    State(String kind) {
      this.kind = kind;
    }

    /** The badge's colour class: mz-state-{kind}. */
    public String kind() {
      return kind;
    }
  }

  /** One required paper with the files that were handed in for it, removed ones included. */
  public record Row(PaperRequirement requirement, List<Attachment> files) {
    public State state() {
      if (files.stream().anyMatch(f -> !f.removed())) return State.UPLOADED;
      if (requirement.obtainableByCheck()) return State.BY_CHECK;
      return requirement.condition() == null ? State.MISSING : State.IF_APPLIES;
    }

    /** The state in words: 已上传 3 页, 已上传 2 份, 待补, 核对取得, 符合情形时提供. */
    public String label() {
      return switch (state()) {
        case UPLOADED -> {
          var kept = files.stream().filter(f -> !f.removed()).toList();
          yield kept.stream().allMatch(f -> f.pages() != null)
              ? "已上传 " + kept.stream().mapToInt(Attachment::pages).sum() + " 页"
              : "已上传 " + kept.size() + " 份";
        }
        case MISSING -> "待补";
        case BY_CHECK -> "核对取得";
        case IF_APPLIES -> "符合情形时提供";
      };
    }
  }

  /** Required papers that are not here: the whole list, told once. */
  public List<PaperRequirement> missing() {
    return rows.stream().filter(r -> r.state() == State.MISSING).map(Row::requirement).toList();
  }

  /** What a file can be: each required paper, those still missing first, and others. */
  public List<Option> options() {
    var options = new ArrayList<Option>();
    for (boolean first : new boolean[] {true, false})
      rows.stream()
          .filter(r -> (r.state() == State.MISSING) == first)
          .map(Row::requirement)
          .map(r -> new Option(r.paperCode(), r.name()))
          .forEach(options::add);
    options.add(new Option(Papers.OTHER, "其他材料"));
    return options;
  }

  public boolean changeable() {
    return owner.closed() == null;
  }
}
