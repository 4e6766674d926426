/**
 * Fault tests: the product's processes are killed in the middle of each kind of background work,
 * and what is in the tables afterwards is held against the same work left in peace.
 */
package minzheng.faults;
