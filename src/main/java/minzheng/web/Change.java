package minzheng.web;

import java.util.Objects;

/** A field before and after, as {@code parts :: changes} shows them beside each other. */
public record Change(String name, String before, String after) {
  public boolean changed() {
    return !Objects.equals(before, after);
  }
}
