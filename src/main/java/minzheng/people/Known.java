package minzheng.people;

import minzheng.kernel.Sex;

/**
 * What one office may learn about a person of another by an exact document number.
 *
 * @param maskedName 张**
 * @param district six digits of the area of residence
 * @param inScope the file is open to the own office already
 */
public record Known(String maskedName, Sex sex, String district, boolean died, boolean inScope) {}
