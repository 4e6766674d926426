/**
 * The benchmark: {@code mvn -Pbenchmark verify}. Makes a city in a PostgreSQL of its own, works in
 * it through the product's pages, and prints each time beside a yardstick that took turns with it.
 * Not part of {@code mvn verify}.
 */
package minzheng.benchmark;
