package minzheng.standards;

import minzheng.jurisdiction.ReferenceData;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The published standards the product brings along, with their sources, and their vocabulary. */
@Configuration(proxyBeanMethods = false)
class StandardsData {

  /**
   * Names and hints are the product's own words and follow the file; a code's kind never changes.
   */
  @Bean
  ReferenceData standardCodeData() {
    return new ReferenceData(
        "30 standard codes",
        "standard-codes.csv",
        "position int, code text, name text, kind text, unit text, op text, classes text, words"
            + " text, hint text",
        """
        INSERT INTO standard_code (code, position, name, kind, units, op, classes, words, hint)
        SELECT code, position, name, kind, string_to_array(unit, '|'), op,
               coalesce(string_to_array(classes, '|'), '{""}'), coalesce(string_to_array(words, '|'), '{}'), hint
        FROM loaded
        ON CONFLICT (code) DO UPDATE SET position = excluded.position, name = excluded.name, units = excluded.units,
          op = excluded.op, classes = excluded.classes, words = excluded.words, hint = excluded.hint
        """);
  }

  @Bean
  ReferenceData standardTermData() {
    return new ReferenceData(
        "31 standard terms",
        "standard-terms.csv",
        "kind text, term text, name text",
        """
        INSERT INTO standard_term SELECT kind, term, name FROM loaded
        ON CONFLICT (kind, term) DO UPDATE SET name = excluded.name
        """);
  }

  /** Inserted if absent: what was published since overlaps and stays, on either axis. */
  @Bean
  ReferenceData standardData() {
    return new ReferenceData(
        "32 standards",
        "standards.csv",
        "code text, region text, class text, valid_from date, valid_to date, value text, unit text,"
            + " op text, source text",
        """
        INSERT INTO standard_value (code, kind, region, class, valid_from, valid_to, value, unit, op, source, status)
        SELECT l.code, c.kind, l.region, coalesce(l.class, ''), l.valid_from, l.valid_to, l.value, l.unit, l.op, l.source, 'PUBLISHED'
        FROM loaded l JOIN standard_code c USING (code)
        ON CONFLICT DO NOTHING
        """);
  }
}
