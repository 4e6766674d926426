package minzheng.web;

/**
 * A value with one word on all pages: states, kinds, reasons. Enums implement it, so that word and
 * tone stand beside the constant; one word has one tone in the whole product.
 */
public interface Labelled {
  /** The constant's name, as forms and addresses carry it. */
  String name();

  String label();

  default Tone tone() {
    return Tone.PLAIN;
  }
}
