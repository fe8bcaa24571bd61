"""The one query: many records -> rows that are equal in all that a distinct request is made of, with their counts.

It is written once, in Trino's dialect (Athena's), over the table that `shape.COLUMNS` describes; sqlglot writes it in
others. A row is coarser than a record and finer than a distinct request: `rows` makes these of it with the code that
reads single records, so that every engine gives what the embedded one gives. What the query leaves out is what that
code doesn't look at: the name of a session whose role is told, all of an error message but the key, the object of an
S3 encryption context; of records that don't count, everything but the keys of calls to selected services.

Every record of CloudTrail has an `eventName`: what has none, a line that is no JSON to begin with, is counted apart.
"""

from keypost.named import TYPE_CHECKING, Enum, NamedTuple
from keypost.readers.trail.engines.packages import require_package
from keypost.readers.trail.engines.tables import CLOUDTRAIL, build_table
from keypost.readers.trail.requests import Asked, Selection

if TYPE_CHECKING:
    from sqlglot import exp


class Dialect(Enum):
    """The languages that the query is written in, as sqlglot names them."""

    TRINO = "trino"
    ATHENA = "athena"
    DUCKDB = "duckdb"
    SPARK = "spark"


class Query(NamedTuple):
    """What is asked of a history in a table, whose name is as the user writes it: `catalog.schema.name`."""

    selection: Selection
    asked: Asked
    table: str


# Pairs of the encryption context whose values `requests.shorten` cuts: here the query does.
_SHORTENED = frozenset({"aws:s3:arn", "aws-crypto-public-key"})
# Regular expressions stand in what Java, JONI and RE2 share: no look-around, no possessive quantifier; the string is
# unrolled, because Java recurses for each turn of an alternative. Replacements name no group: each writes that its own
# way. Parameters that name the pair twice (12 characters, with its quotes) stay whole: the query can't tell which of
# them is meant.
_SQL = r"""
WITH calls AS (
  SELECT
    COALESCE(eventtime, '') AS event_time,
    eventsource,
    eventname,
    awsregion,
    recipientaccountid,
    useridentity.type AS kind,
    CASE
      WHEN :sessions OR COALESCE(useridentity.type, '') <> 'AssumedRole'
        OR COALESCE(useridentity.sessioncontext.sessionissuer.arn, '') = ''
      THEN useridentity.arn
    END AS arn,
    useridentity.sessioncontext.sessionissuer.arn AS role,
    useridentity.accountid AS caller_account,
    useridentity.invokedby AS invoked_by,
    CASE WHEN :mfa THEN useridentity.sessioncontext.attributes.mfaauthenticated END AS mfa,
    CASE WHEN :addresses THEN sourceipaddress END AS address,
    vpcendpointid AS endpoint,
    errorcode,
    COALESCE(
      ARRAY_JOIN(
        TRANSFORM(
          FILTER(resources, r -> COALESCE(r.type, '') IN ('', 'AWS::KMS::Key') AND r.arn LIKE 'arn:aws%:kms:%:key/%'),
          r -> r.arn
        ),
        ' '
      ),
      ''
    ) AS key_arns,
    COALESCE(
      REGEXP_EXTRACT(errormessage, 'arn:aws[a-z-]*:kms:[a-z0-9-]+:[0-9]{12}:key/[A-Za-z0-9-]+'),
      ''
    ) AS key_in_error,
    CASE
      WHEN :whole_context THEN requestparameters
      WHEN LENGTH(requestparameters) - LENGTH(REPLACE(requestparameters, '"aws:s3:arn"', '')) > 12
      THEN requestparameters
      ELSE REGEXP_REPLACE(
        REGEXP_REPLACE(
          requestparameters,
          '"aws:s3:arn"\s*:\s*"arn:aws[a-z-]*:s3:::[^/"\\]+/[^"\\]*(\\.[^"\\]*)*"',
          '"aws:s3:arn":"*"'
        ),
        '"aws-crypto-public-key"\s*:\s*"[^"\\]*(\\.[^"\\]*)*"',
        '"aws-crypto-public-key":"*"'
      )
    END AS parameters,
    CASE
      WHEN :whole_context THEN ''
      WHEN LENGTH(requestparameters) - LENGTH(REPLACE(requestparameters, '"aws:s3:arn"', '')) > 12 THEN ''
      ELSE COALESCE(
        REGEXP_EXTRACT(requestparameters, '"aws:s3:arn"\s*:\s*"(arn:aws[a-z-]*:s3:::[^/"\\]+)/', 1),
        ''
      )
    END AS bucket,
    COALESCE(eventtype, '') IN ('', 'AwsApiCall')
      AND :of_sources
      AND :in_time AS counts
  FROM cloudtrail
), marked_calls AS (
  SELECT
    *,
    counts AND :on_key AS selected
  FROM calls
)
SELECT
  CASE WHEN counts THEN '1' ELSE '0' END AS counts,
  CASE WHEN selected THEN '1' ELSE '0' END AS selected,
  CASE WHEN counts THEN eventsource END AS source,
  CASE WHEN counts THEN eventname END AS name,
  CASE WHEN counts THEN awsregion END AS region,
  CASE WHEN counts THEN recipientaccountid END AS account,
  CASE WHEN selected THEN kind END AS kind,
  CASE WHEN selected THEN arn END AS arn,
  CASE WHEN selected THEN role END AS role,
  CASE WHEN counts THEN caller_account END AS caller_account,
  CASE WHEN selected THEN invoked_by END AS invoked_by,
  CASE WHEN selected THEN mfa END AS mfa,
  CASE WHEN selected THEN address END AS address,
  CASE WHEN selected THEN endpoint END AS endpoint,
  CASE WHEN selected THEN errorcode END AS error,
  CASE WHEN counts THEN key_arns END AS key_arns,
  CASE WHEN counts AND key_arns = '' THEN key_in_error END AS key_in_error,
  CASE WHEN selected OR (counts AND key_arns = '') THEN parameters END AS parameters,
  CASE WHEN selected THEN bucket END AS bucket,
  COUNT(eventname) AS records,
  COUNT(*) AS found,
  MIN(event_time) AS first_seen,
  MAX(event_time) AS last_seen
FROM marked_calls
GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19
"""


# Whether a call may be on the key: only records that name none in `resources` are looked at more closely.
_ON_KEY = """
(
  STRPOS(key_arns, :key) > 0
  OR (key_arns = '' AND (key_in_error = :key OR STRPOS(COALESCE(parameters, ''), :key_id) > 0))
)
"""
_TIME = "COALESCE(eventtime, '')"


def build_sql(query: Query, *, dialect: Dialect) -> str:
    """Return the query in a dialect; what the user gives stands in it as quoted names and literals only.

    Raises:
        UsageError: the table's name is no name, or sqlglot isn't installed.
    """
    require_package("sqlglot", extra="replay")
    from sqlglot import exp

    asked = query.asked
    tree = _fill(
        _SQL,
        sessions=exp.convert(asked.sessions),
        mfa=exp.convert(asked.mfa),
        addresses=exp.convert(asked.addresses),
        whole_context=exp.convert(not asked.pairs.isdisjoint(_SHORTENED)),
        of_sources=_of_sources(query.selection),
        in_time=_in_time(query.selection),
        on_key=_on_key(query.selection),
    )
    for table in tree.find_all(exp.Table):
        if table.name == CLOUDTRAIL:
            table.replace(build_table(query.table))
    return tree.sql(dialect=dialect.value, pretty=True)


def _fill(sql: str, **values: object) -> "exp.Expr":
    import sqlglot
    from sqlglot import exp

    return exp.replace_placeholders(sqlglot.parse_one(sql, read=Dialect.TRINO.value), **values)


def _of_sources(selection: Selection) -> "exp.Expr":
    from sqlglot import exp

    return exp.column("eventsource").isin(*sorted(selection.sources)) if selection.sources else exp.true()


def _in_time(selection: Selection) -> "exp.Expr":
    from sqlglot import exp

    limits = [
        _fill(f"{_TIME} {operator} :limit", limit=limit)
        for operator, limit in ((">=", selection.since), ("<", selection.until))
        if limit
    ]
    return exp.and_(*limits) if limits else exp.true()


def _on_key(selection: Selection) -> "exp.Expr":
    from sqlglot import exp

    key = selection.key
    return _fill(_ON_KEY, key=key, key_id=key.rpartition("/")[2]) if key else exp.true()
