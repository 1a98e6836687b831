"""The ground floor and front door: what every section shares."""
