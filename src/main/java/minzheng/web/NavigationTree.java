package minzheng.web;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import minzheng.security.Role;

/** What one person sees of the navigation on one page. */
final class NavigationTree {
  private NavigationTree() {}

  /** An entry as the template shows it; open: its pages below are listed. */
  record Shown(
      String title,
      String url,
      String icon,
      boolean current,
      boolean open,
      List<Shown> children,
      String keys) {}

  /** Sections with their entries; empty sections are left out. */
  static List<List<Shown>> of(List<Navigation.Item> items, Set<Role> roles, String path) {
    return at(items, roles, current(items, roles, path));
  }

  /** The same for the entry the page lies under, see {@link #current}. */
  static List<List<Shown>> at(List<Navigation.Item> items, Set<Role> roles, String current) {
    var visible = merge(items.stream().filter(i -> i.openTo(roles)).toList());
    boolean inDesk =
        visible.stream()
            .flatMap(i -> i.children().stream())
            .anyMatch(c -> c.openTo(roles) && c.url().equals(current));
    var sections = new ArrayList<List<Shown>>();
    boolean opened = inDesk;
    for (var section : Navigation.Section.values()) {
      var shown = new ArrayList<Shown>();
      for (var item : visible) {
        if (item.section() != section) continue;
        var children =
            item.children().stream()
                .filter(c -> c.openTo(roles))
                .map(c -> leaf(c, current))
                .toList();
        boolean holds = children.stream().anyMatch(Shown::current);
        // somewhere else the first desk stays open: it is the one worked at
        boolean open = holds || !opened && !children.isEmpty();
        opened |= open;
        boolean here = !holds && item.url().equals(current);
        shown.add(
            new Shown(item.title(), item.url(), item.icon(), here, open, children, item.keys()));
      }
      if (!shown.isEmpty()) sections.add(shown);
    }
    return sections;
  }

  private static Shown leaf(Navigation.Item item, String current) {
    return new Shown(
        item.title(), item.url(), null, item.url().equals(current), false, List.of(), item.keys());
  }

  private static List<Navigation.Item> merge(List<Navigation.Item> items) {
    var byTitle = new LinkedHashMap<String, Navigation.Item>();
    for (var item : items)
      byTitle.merge(item.section() + item.title(), item, NavigationTree::together);
    return byTitle.values().stream()
        .sorted(Comparator.comparingInt(Navigation.Item::order))
        .toList();
  }

  private static Navigation.Item together(Navigation.Item a, Navigation.Item b) {
    var children = new ArrayList<>(a.children());
    children.addAll(b.children());
    children.sort(Comparator.comparingInt(Navigation.Item::order));
    var first = a.order() <= b.order() ? a : b;
    return new Navigation.Item(
        a.section(),
        first.order(),
        first.title(),
        first.url(),
        first.icon(),
        first.roles(),
        children,
        first.keys());
  }

  /** The longest address of an entry that the page lies under. */
  static String current(List<Navigation.Item> items, Set<Role> roles, String path) {
    String best = "";
    for (var item : items) {
      if (!item.openTo(roles)) continue;
      best = longer(best, item.url(), path);
      for (var child : item.children())
        if (child.openTo(roles)) best = longer(best, child.url(), path);
    }
    return best;
  }

  private static String longer(String best, String url, String path) {
    String own = url.contains("?") ? url.substring(0, url.indexOf('?')) : url;
    boolean under = path.equals(own) || !own.equals("/") && path.startsWith(own + "/");
    return under && url.length() > best.length() ? url : best;
  }
}
