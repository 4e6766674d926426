package minzheng.cases;

import java.util.Objects;

/**
 * Where the law's day count of a step stands: a standard looked up on the day the count begins.
 *
 * @param standard code of the standard, such as COUNTY_OPINION; its unit says working or calendar
 *     days
 * @param article text shown beside the clock, such as 民发〔2021〕57号 第二十条
 */
public record Limit(String standard, String article) {
  public Limit {
    Objects.requireNonNull(standard);
    Objects.requireNonNull(article);
  }
}
