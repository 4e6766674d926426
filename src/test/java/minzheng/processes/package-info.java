/**
 * The product as an operator runs it: nodes, PostgreSQL and the proxy as processes of their own, so
 * that they can be stopped and killed.
 */
package minzheng.processes;
