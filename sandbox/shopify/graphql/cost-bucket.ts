interface ThrottleStatus {
  maximumAvailable: number;
  currentlyAvailable: number;
  restoreRate: number;
}

export interface CostBucket {
  /** Takes the points when they are there. */
  spend(points: number): boolean;
  giveBack(points: number): void;
  empty(): void;
  status(): ThrottleStatus;
}

/** One app's points for one shop: a bucket that fills on the stand-in's clock. */
export function createCostBucket(now: () => number, restoreRate: number, maximumAvailable: number): CostBucket {
  let available = maximumAvailable;
  let filledAt = now();
  const fill = () => {
    available = Math.min(maximumAvailable, available + ((now() - filledAt) / 1000) * restoreRate);
    filledAt = now();
  };
  return {
    spend: (points) => {
      fill();
      if (points > available) return false;
      available -= points;
      return true;
    },
    giveBack: (points) => {
      available = Math.min(maximumAvailable, available + points);
    },
    empty: () => {
      fill();
      available = 0;
    },
    status: () => {
      fill();
      return { maximumAvailable, currentlyAvailable: Math.floor(available), restoreRate };
    },
  };
}
