package minzheng.web;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import minzheng.security.Role;

/**
 * Entries of the navigation on the left. Each module contributes its own as a bean; entries of the
 * same section and title become one, so that several modules can add pages to one desk.
 */
public interface Navigation {
  List<Item> items();

  /** The three parts of the navigation, divided by a line. */
  enum Section {
    START,
    DESKS,
    TOOLS
  }

  /**
   * One entry.
   *
   * @param order place inside the section or below the parent, see docs/pages.md
   * @param icon name of a Tabler icon without "ti-"; null below a parent
   * @param roles who sees it; empty: everybody
   * @param keys key combination such as Alt+N, or null
   */
  record Item(
      Section section,
      int order,
      String title,
      String url,
      String icon,
      Set<Role> roles,
      List<Item> children,
      String keys) {
    public Item {
      roles = Set.copyOf(roles);
      children = List.copyOf(children);
    }

    /** An entry for everybody, or for these roles. */
    public static Item of(
        Section section, int order, String title, String url, String icon, Role... roles) {
      return new Item(section, order, title, url, icon, Set.of(roles), List.of(), null);
    }

    /** This entry with a page below it; without roles it is for all who see this entry. */
    public Item child(int order, String title, String url, Role... roles) {
      return add(new Item(section, order, title, url, null, Set.of(roles), List.of(), null));
    }

    /** The same with a key combination. */
    public Item child(int order, String title, String url, String keys, Role... roles) {
      return add(new Item(section, order, title, url, null, Set.of(roles), List.of(), keys));
    }

    private Item add(Item child) {
      var more = new ArrayList<>(children);
      more.add(child);
      return new Item(section, order, title, url, icon, roles, more, keys);
    }

    boolean openTo(Set<Role> held) {
      return roles.isEmpty() || roles.stream().anyMatch(held::contains);
    }
  }
}
