package minzheng.jobs;

import java.time.Instant;

/**
 * A file that jobs read or make.
 *
 * @param size in bytes
 * @param sha256 of its content, in hexadecimal
 */
public record StoredFile(
    long id,
    String region,
    String name,
    long size,
    String sha256,
    long storedBy,
    Instant storedAt) {}
